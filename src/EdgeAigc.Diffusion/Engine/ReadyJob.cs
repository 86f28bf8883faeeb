using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>A job whose model is in memory.</summary>
/// <param name="Job">The job.</param>
/// <param name="Model">Its model.</param>
internal readonly record struct ReadyJob(QueuedJob Job, LoadedModel Model);

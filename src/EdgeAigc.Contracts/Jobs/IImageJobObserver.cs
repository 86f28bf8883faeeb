using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Jobs;

/// <summary>Who submitted jobs and wants to know what becomes of their images.</summary>
[Alias("edgeaigc.IImageJobObserver"), GrainInterfaceType("edgeaigc.image-job-observer")]
public interface IImageJobObserver : IGrainObserver
{
    /// <summary>An image of a job has come on. The next event is told when this one was taken; what cannot be told is lost.</summary>
    /// <param name="requestId">Id of its request.</param>
    /// <param name="news">The event, without pictures.</param>
    [Alias("Tell")]
    Task TellAsync(string requestId, GenerationEvent news);
}

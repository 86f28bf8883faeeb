using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Tells callers how their jobs go. A caller that throws ends its own job.</summary>
/// <param name="board">The jobs.</param>
/// <param name="logger">Log.</param>
internal sealed partial class JobNews(JobBoard board, ILogger logger)
{
    /// <summary>Tells progress, unless the job has ended.</summary>
    public void Report(QueuedJob job, JobProgress progress)
    {
        try
        {
            if (!job.IsEnded)
                job.Report(progress);
        }
        catch (Exception exception)
        {
            Fail(job, exception);
        }
    }

    /// <summary>Ends a job with a fault.</summary>
    public void Fail(QueuedJob job, Exception exception)
    {
        LogJobFailed(exception, job.Model.Name);
        board.End(job, JobOutcome.FromFault(EngineFaults.Failed(job.Model.Name, exception)));
    }
}

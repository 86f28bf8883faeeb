using System.Runtime.InteropServices;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>The machine that curves were measured on; times of another machine are other times.</summary>
public sealed record CalibrationMachine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Name of the processor, or its architecture where the system does not tell.</summary>
    public required string Processor { get; init; }

    /// <summary>Logical processors.</summary>
    public required int LogicalProcessors { get; init; }

    /// <summary>Device that ran the model, such as <c>CPU (2 threads)</c> or <c>CUDA:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Describes this machine.</summary>
    /// <param name="device">The engine's device.</param>
    public static CalibrationMachine Describe(string device) => new()
    {
        Processor = ProcessorName(),
        LogicalProcessors = Environment.ProcessorCount,
        Device = device,
        OperatingSystem = RuntimeInformation.OSDescription,
    };

    private static string ProcessorName()
    {
        const string key = "model name";
        try
        {
            var line = File.Exists(ProcessorFile)
                ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))
                : null;
            if (line?.Split(':', 2) is [_, var name] && !string.IsNullOrWhiteSpace(name))
                return name.Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A container may hide it; the architecture is what is left.
        }

        return RuntimeInformation.ProcessArchitecture.ToString();
    }
}

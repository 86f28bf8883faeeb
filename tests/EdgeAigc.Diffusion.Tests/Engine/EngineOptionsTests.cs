using System.ComponentModel.DataAnnotations;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Tests.Engine;

public sealed class EngineOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new EngineOptions();
        Assert.Equal((InferenceDevice.Cpu, 0, 0, 256), (options.Device, options.DeviceId, options.Threads, options.MaxQueuedJobs));
        Assert.Empty(FaultsOf(options));
    }

    [Theory]
    [InlineData(0, 0, 0, 1, null)]
    [InlineData(1, 63, 256, 100_000, null)]
    [InlineData(2, 0, 0, 1, "Device")]
    [InlineData(0, -1, 0, 1, "DeviceId")]
    [InlineData(0, 64, 0, 1, "DeviceId")]
    [InlineData(0, 0, -1, 1, "Threads")]
    [InlineData(0, 0, 257, 1, "Threads")]
    [InlineData(0, 0, 0, 0, "MaxQueuedJobs")]
    [InlineData(0, 0, 0, 100_001, "MaxQueuedJobs")]
    public void Validate_EachBound_Holds(int device, int deviceId, int threads, int maxQueuedJobs, string? atFault)
    {
        var options = new EngineOptions
        {
            Device = (InferenceDevice)device,
            DeviceId = deviceId,
            Threads = threads,
            MaxQueuedJobs = maxQueuedJobs,
        };
        Assert.Equal(atFault, FaultsOf(options).SelectMany(fault => fault.MemberNames).SingleOrDefault());
    }

    private static List<ValidationResult> FaultsOf(EngineOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}

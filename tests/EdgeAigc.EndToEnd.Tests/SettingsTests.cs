namespace EdgeAigc.EndToEnd.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("EdgeAigc:Http:Port is '99999'", "--http-port", "99999")]
    [InlineData("--threads takes a whole number", "--threads", "many")]
    [InlineData("EdgeAigc:Cluster:AdvertisedAddress is 'here'", "--address", "here")]
    [InlineData("EdgeAigc:Cluster:Primary is 'there'", "--primary", "there")]
    [InlineData("EdgeAigc:Node:Name is 'a b'", "--name", "a b")]
    [InlineData("'tpu'", "--device", "tpu")]
    [InlineData("'--no-such-option'", "--no-such-option")]
    public async Task Silo_BadSetting_NamesItAndExitsWith2(string named, params string[] arguments)
    {
        await using var silo = RunningProgram.Start(Programs.Silo, arguments);

        Assert.Equal(2, await silo.WaitForExitAsync());
        Assert.Contains(named, silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_CudaWithoutTheGpuBuild_NamesTheBuildFlag()
    {
        await using var silo = RunningProgram.Start(Programs.Silo, "--device", "cuda",
            "--http-port", $"{Programs.FreePort()}", "--gateway-port", $"{Programs.FreePort()}", "--silo-port", $"{Programs.FreePort()}");

        Assert.Equal(2, await silo.WaitForExitAsync());
        Assert.Contains("OnnxRuntimeFlavor=Gpu", silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Errors, StringComparison.Ordinal);
    }
}

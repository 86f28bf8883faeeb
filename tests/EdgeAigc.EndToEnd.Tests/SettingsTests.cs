using System.Net;
using System.Net.Sockets;

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

    [Theory]
    [InlineData("EdgeAigc:Http:Port", "--http-port")]
    [InlineData("EdgeAigc:Cluster:GatewayPort", "--gateway-port")]
    [InlineData("EdgeAigc:Cluster:SiloPort", "--silo-port")]
    public async Task Silo_PortTaken_NamesTheSettingAndStartsNothing(string setting, string option)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        string[] free = [.. ((string[])["--http-port", "--gateway-port", "--silo-port"]).Where(other => other != option)
            .SelectMany(other => new[] { other, $"{Programs.FreePort()}" })];

        await using var silo = RunningProgram.Start(Programs.Silo, [option, $"{taken}", .. free]);

        Assert.Equal(2, await silo.WaitForExitAsync());
        Assert.Contains($"{setting} is {taken}", silo.Errors, StringComparison.Ordinal);
        Assert.Contains(option, silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Output + silo.Errors, StringComparison.Ordinal);
    }
}

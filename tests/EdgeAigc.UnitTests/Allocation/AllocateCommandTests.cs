using EdgeAigc.Client.Allocate;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class AllocateCommandTests
{
    [Theory]
    [InlineData("auction", "--policy", "auction")]
    [InlineData("--time-budget is '0'", "--time-budget", "0")]
    [InlineData("--time-budget is 'NaN'", "--time-budget", "NaN")]
    [InlineData("--time-budget is 'soon'", "--time-budget", "soon")]
    public void Parse_BadOption_NamesTheValue(string says, params string[] options)
    {
        var error = Assert.Single(AllocateCommand.Create().Parse(["--problem", typeof(AllocateCommandTests).Assembly.Location, .. options]).Errors);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoProblem_AsksForIt() =>
        Assert.Contains("--problem", Assert.Single(AllocateCommand.Create().Parse([]).Errors).Message, StringComparison.Ordinal);
}

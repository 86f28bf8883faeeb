using EdgeAigc.Core.Routing;

namespace EdgeAigc.UnitTests.Routing;

public sealed class AskedNodesTests
{
    [Fact]
    public void Insist_SomeSparedThemselves_ThoseAreAskedOnceMore()
    {
        var asked = new AskedNodes();
        asked.Exclude("full");
        asked.Exclude("spared", sparesItself: true);
        Assert.Equal(["full", "spared"], asked.Excluded.Order());
        Assert.True(asked.Insist());
        Assert.True(asked.IsLastResort);
        Assert.Equal(["full"], asked.Excluded);
        asked.Exclude("spared", sparesItself: true);
        Assert.False(asked.Insist());
        Assert.Equal(["full", "spared"], asked.Excluded.Order());
    }

    [Fact]
    public void Insist_NobodySparedItself_IsOfNoUse()
    {
        var asked = new AskedNodes();
        asked.Exclude("full");
        Assert.False(asked.Insist());
        Assert.False(asked.IsLastResort);
    }

    [Fact]
    public void Readmit_SomeAreGone_OnlyThoseStayExcluded()
    {
        var asked = new AskedNodes();
        asked.Exclude("full");
        asked.Exclude("lost");
        asked.Readmit(["lost"]);
        Assert.Equal(["lost"], asked.Excluded);
    }
}

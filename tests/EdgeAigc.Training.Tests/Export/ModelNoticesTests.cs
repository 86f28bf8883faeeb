using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;

namespace EdgeAigc.Training.Tests.Export;

public sealed class ModelNoticesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Styles => [.. EmojiStyle.All.Select(style => style.Name)];

    [Theory]
    [InlineData("noto", "Apache-2.0", "Apache License", "Version 2.0, January 2004", "limitations under the License.")]
    [InlineData("twemoji", "CC-BY-4.0", "Attribution 4.0 International", "Section 3 -- License Conditions.", "may be contacted at creativecommons.org.")]
    [InlineData("fluent", "MIT", "MIT License", "Copyright (c) Microsoft Corporation", "SOFTWARE")]
    public void Write_Style_PutsTheWholeTextOfItsLicence(string name, string licence, string first, string middle, string last)
    {
        var style = Style(name);
        ModelNotices.Write(_folder.Path, style, start: null);

        var text = File.ReadAllText(_folder.File("LICENSE"));

        Assert.Equal(licence, style.Licence.Name);
        Assert.Contains(first, text.Split('\n').First(line => line.Trim().Length > 0), StringComparison.Ordinal);
        Assert.Contains(middle, text, StringComparison.Ordinal);
        Assert.Contains(last, text.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noto", "Noto Emoji is Copyright Google LLC.")]
    [InlineData("twemoji", "Twemoji graphics are Copyright Twitter, Inc and other contributors, licensed under CC-BY 4.0")]
    [InlineData("fluent", "Fluent Emoji are Copyright (c) Microsoft Corporation.")]
    public void Write_Style_NamesItsPackageOwnerAndLicence(string name, string owner)
    {
        var style = Style(name);
        ModelNotices.Write(_folder.Path, style, start: null);

        var attribution = File.ReadAllText(_folder.File("ATTRIBUTION.md"));

        Assert.Contains($"| {NameAndVersion(style.Package)} |", attribution, StringComparison.Ordinal);
        Assert.Contains(owner, attribution, StringComparison.Ordinal);
        Assert.Contains($"under the licence of the artwork, {style.Licence.Name}; see LICENSE", attribution, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_StartedFromAnotherStyle_NamesItsOwnerToo()
    {
        ModelNotices.Write(_folder.Path, EmojiStyle.Twemoji, EmojiStyle.Noto);

        var attribution = File.ReadAllText(_folder.File("ATTRIBUTION.md"));

        Assert.Contains("started from those of a model that had learned from noto. Noto Emoji is Copyright Google LLC.", attribution, StringComparison.Ordinal);
    }

    /// <summary>CC-BY-4.0, section 3(a)(1): who made it, a link to the licence, and that it was changed.</summary>
    [Fact]
    public void Write_Twemoji_SaysWhatAttributionAsksFor()
    {
        ModelNotices.Write(_folder.Path, EmojiStyle.Twemoji, start: null);

        var attribution = File.ReadAllText(_folder.File("ATTRIBUTION.md"));

        Assert.Contains("creativecommons.org/licenses/by/4.0", attribution, StringComparison.Ordinal);
        Assert.Contains("They were changed", attribution, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Write_AnyStyle_NamesEveryDataPackageInATableOfThreeColumns(string name)
    {
        ModelNotices.Write(_folder.Path, Style(name), start: null);

        var attribution = File.ReadAllText(_folder.File("ATTRIBUTION.md"));

        Assert.All(attribution.Split('\n').Where(line => line.StartsWith('|')), row => Assert.Equal(4, row.Count(character => character == '|')));
        foreach (var package in EmojiData.PackagesOf(Style(name)))
            Assert.Contains($"| {NameAndVersion(package)} |", attribution, StringComparison.Ordinal);
    }

    /// <summary>Part of every model was learned from all styles, whatever it draws.</summary>
    [Theory]
    [MemberData(nameof(Styles))]
    public void Write_AnyStyle_NamesTheLicencesOfTheLatentSpace(string name)
    {
        ModelNotices.Write(_folder.Path, Style(name), start: null);

        var attribution = File.ReadAllText(_folder.File("ATTRIBUTION.md"));

        Assert.All(EmojiStyle.All, style => Assert.Contains(style.Licence.Name, attribution, StringComparison.Ordinal));
    }

    private static string NameAndVersion(string package) =>
        $"{package[..package.LastIndexOf('@')]} {package[(package.LastIndexOf('@') + 1)..]}";

    private static EmojiStyle Style(string name) => EmojiStyle.All.Single(style => style.Name == name);
}

using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Tests.Data;

public sealed class EmojiDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Styles => [.. EmojiStyle.All.Select(style => style.Name)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void PicturesOf_NamesWithAndWithoutTheSelector_AreFound(string name)
    {
        var style = Style(name);
        var bare = Picture(style, "2764");
        var selected = Picture(style, "2600-fe0f");
        var plain = Picture(style, "1f436");
        Emoji[] emojis = [new("red heart", [], "2764-fe0f"), new("sun", [], "2600"), new("dog", [], "1f436"), new("missing", [], "1f999")];

        var found = new EmojiData(emojis, _folder.Path).PicturesOf(style, emojis);

        Assert.Equal([("red heart", bare), ("sun", selected), ("dog", plain)], found.Select(pair => (pair.Emoji.Name, pair.Path)));
    }

    [Fact]
    public void PicturesOf_BothNamesThere_TakesTheExactOne()
    {
        Picture(EmojiStyle.Noto, "2764");
        var exact = Picture(EmojiStyle.Noto, "2764-fe0f");
        Emoji[] emojis = [new("red heart", [], "2764-fe0f")];

        Assert.Equal(exact, new EmojiData(emojis, _folder.Path).PicturesOf(EmojiStyle.Noto, emojis).Single().Path);
    }

    [Fact]
    public void PicturesOf_PictureOfAnotherStyle_IsNotTaken()
    {
        Picture(EmojiStyle.Noto, "2764");
        Emoji[] emojis = [new("red heart", [], "2764")];

        Assert.Empty(new EmojiData(emojis, _folder.Path).PicturesOf(EmojiStyle.Twemoji, emojis));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void PackagesOf_Style_NamesPicturesConceptsNamesAndKeywordsOnce(string name)
    {
        var packages = EmojiData.PackagesOf(Style(name));

        Assert.Distinct(packages);
        foreach (var package in (string[])[Style(name).Package, "emoji-datasource-google@16.0.0", "unicode-emoji-json@0.9.0", "emojilib@4.0.3"])
            Assert.Contains(package, packages);
    }

    [Fact]
    public void All_Styles_AreToldApartByNameAndPackage()
    {
        Assert.Distinct(EmojiStyle.All.Select(style => style.Name));
        Assert.Distinct(EmojiStyle.All.Select(style => style.Package));
    }

    private static EmojiStyle Style(string name) => EmojiStyle.All.Single(style => style.Name == name);

    private string Picture(EmojiStyle style, string code)
    {
        var folder = Path.Combine(NpmPackage.FolderOf(style.Package, _folder.Path), style.Folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, code + style.Ending);
        File.WriteAllText(path, "a picture");
        return path;
    }
}

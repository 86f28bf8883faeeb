using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Tests.Data;

public sealed class EmojiCatalogTests
{
    private const string Names = """
        { "❤️": { "name": "red heart" }, "🐶": { "name": "dog face" }, "🇫🇷": { "name": "flag France" }, "1️⃣": { "name": "keycap 1" },
          "👩‍🚒": { "name": "woman firefighter" }, "👒": { "name": "woman’s hat" }, "🎱": { "name": "Pool 8-Ball" }, "🪅": { "name": "piñata" },
          "🕐": { "name": "one o’clock" }, "🆘": { "name": "SOS button" } }
        """;

    private const string Keywords = """
        { "❤️": ["red_heart", "love", "Valentines", "x", "love", "one two three", "heart2"], "🐶": ["puppy", "best_friend"] }
        """;

    [Fact]
    public void Read_SmallSources_KeepsPlainConceptsInOrder()
    {
        var emojis = EmojiCatalog.Read(Sources(
            ("2764-FE0F", "Smileys & Emotion", "emotion", true),
            ("1F1EB-1F1F7", "Flags", "country-flag", true),
            ("0031-FE0F-20E3", "Symbols", "keycap", true),
            ("1F469-200D-1F692", "People & Body", "person-role", true),
            ("1F3B1", "Activities", "game", true),
            ("1F550", "Travel & Places", "time", true),
            ("1F198", "Symbols", "alphanum", true),
            ("1F436", "Animals & Nature", "animal-mammal", true)), Names, Keywords);

        Assert.Equal(["red heart", "pool 8 ball", "dog face"], emojis.Select(emoji => emoji.Name));
    }

    [Fact]
    public void Read_Keywords_AreCleanedAndTheNameIsNotRepeated()
    {
        var emojis = EmojiCatalog.Read(Sources(("2764-FE0F", "Smileys & Emotion", "emotion", true)), Names, Keywords);

        Assert.Equal(["love", "valentines"], emojis.Single().Keywords);
    }

    [Fact]
    public void Read_NameWithApostrophe_IsOneWord() =>
        Assert.Equal("womans hat", EmojiCatalog.Read(Sources(("1F452", "Objects", "clothing", true)), Names, Keywords).Single().Name);

    [Fact]
    public void Read_NameWithAccent_LosesTheAccent() =>
        Assert.Equal("pinata", EmojiCatalog.Read(Sources(("1FA85", "Activities", "game", true)), Names, Keywords).Single().Name);

    [Fact]
    public void Read_PictureMissingInTheSet_IsLeftOut() =>
        Assert.Empty(EmojiCatalog.Read(Sources(("1F436", "Animals & Nature", "animal-mammal", false)), Names, Keywords));

    private static string Sources(params (string Unified, string Category, string Subcategory, bool HasPicture)[] emojis) =>
        System.Text.Json.JsonSerializer.Serialize(emojis.Select(emoji => new
        {
            unified = emoji.Unified,
            category = emoji.Category,
            subcategory = emoji.Subcategory,
            has_img_google = emoji.HasPicture,
            image = "x.png",
        }));
}

using System.Text;
using System.Text.Json;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

public sealed class ClipTokenizerTests : IDisposable
{
    private static readonly Dictionary<string, int> Vocabulary = TokenizerFolder.Vocabulary();
    private static readonly int Start = Vocabulary["<|startoftext|>"];
    private static readonly int End = Vocabulary["<|endoftext|>"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Encode_WordsOfTheVocabulary_AreOneTokenEach()
    {
        var tokens = Open(8).Encode("The RED  heart");
        Assert.Equal([Start, Vocabulary["the</w>"], Vocabulary["red</w>"], Vocabulary["heart</w>"], End, End, End, End], tokens.Ids);
        Assert.Equal(3, tokens.ContentTokens);
        Assert.False(tokens.Truncated);
    }

    [Fact]
    public void Encode_EmptyText_IsFrameAndPadding() =>
        Assert.Equal([Start, End, End, End], Open(4).Encode("").Ids);

    [Fact]
    public void Encode_SingleCharacters_EndTheirPiece()
    {
        Assert.Equal(["a</w>", "1</w>", "2</w>", "!!</w>", "Ã", "©</w>"], Content(Open(12).Encode("a 12 !! é")));
        Assert.Equal(0, Vocabulary["!"]);
    }

    [Fact]
    public void Encode_LongText_IsCutAndKeepsTheEnd()
    {
        var tokens = Open(5).Encode("red red red red");
        Assert.Equal([Start, Vocabulary["red</w>"], Vocabulary["red</w>"], Vocabulary["red</w>"], End], tokens.Ids);
        Assert.Equal(3, tokens.ContentTokens);
        Assert.True(tokens.Truncated);
        Assert.False(Open(5).Encode("red red red").Truncated);
    }

    [Fact]
    public void Encode_SpecialTokensInTheText_BecomeTheirIdsInAnyCase()
    {
        var tokens = Open(10).Encode("red,<|EndOfText|>the<|STARTOFTEXT|>");
        Assert.Equal(["red</w>", ",</w>", "<|endoftext|>", "the</w>", "<|startoftext|>"], Content(tokens));
    }

    [Fact]
    public void Encode_AddedTokenOfTheConfiguration_IsTakenAsItStands()
    {
        var config = JsonSerializer.Serialize(new
        {
            model_max_length = 8,
            pad_token = new { content = "!" },
            added_tokens_decoder = new Dictionary<string, object> { ["0"] = new { content = "!", special = true } },
        });
        var tokens = Open(8, ("tokenizer_config.json", config)).Encode("red!");
        Assert.Equal([Start, Vocabulary["red</w>"], 0, End, 0, 0, 0, 0], tokens.Ids);
    }

    [Fact]
    public void Encode_PadTokenInTheMapOnly_Pads()
    {
        var tokens = Open(5, ("special_tokens_map.json", """{"pad_token": "!"}""")).Encode("red");
        Assert.Equal([Start, Vocabulary["red</w>"], End, 0, 0], tokens.Ids);
    }

    [Theory]
    [InlineData("""{"model_max_length": 1e30}""", 77)]
    [InlineData("""{"model_max_length": 1000000000000000019884624838656}""", 77)]
    [InlineData("{}", 77)]
    [InlineData(null, 77)]
    [InlineData("""{"model_max_length": 12}""", 12)]
    public void TryOpen_LengthInTheConfiguration_IsTakenWhenItIsOne(string? config, int expected) =>
        Assert.Equal(expected, Open(0, ("tokenizer_config.json", config)).MaxLength);

    [Theory]
    [InlineData("vocab.json", null, "vocab.json", "missing")]
    [InlineData("merges.txt", null, "merges.txt", "missing")]
    [InlineData("vocab.json", "{", "vocab.json", "JSON")]
    [InlineData("vocab.json", "[1]", "vocab.json", "object")]
    [InlineData("vocab.json", """{"a": "b"}""", "vocab.json", "'a'")]
    [InlineData("vocab.json", """{"a": 1}""", "vocab.json", "<|startoftext|>")]
    [InlineData("merges.txt", "#version: 0.2\nabc\n", "merges.txt", "Line 2")]
    [InlineData("tokenizer_config.json", """{"model_max_length": 2}""", "tokenizer_config.json", "model_max_length")]
    [InlineData("tokenizer_config.json", """{"pad_token": 3}""", "tokenizer_config.json", "pad_token")]
    [InlineData("tokenizer_config.json", """{"pad_token": "[PAD]"}""", "vocab.json", "[PAD]")]
    public void TryOpen_MissingOrWrongFile_IsAFaultThatNamesIt(string file, string? text, string atFault, string names)
    {
        var path = _folder.Of("tokenizer");
        TokenizerFolder.Write(path, 77, (file, text));
        Assert.Null(ClipTokenizer.TryOpen(path, out var fault));
        Assert.EndsWith("/tokenizer/" + atFault, fault!.File, StringComparison.Ordinal);
        Assert.Contains(names, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_AsciiText_DecodesToItself()
    {
        var tokenizer = Open(500);
        var random = new System.Random(7);
        for (var n = 0; n < 200; n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(33, 127)));
            var expected = text.ToLowerInvariant();
            Assert.Equal(expected, Decode(tokenizer.Encode(text)));
        }
    }

    [Theory]
    [InlineData("o")]
    [InlineData("'")]
    [InlineData("\u0301")]
    [InlineData(" <|")]
    [InlineData("\uD83D\uDE00")]
    public void Encode_AMegabyteOfOneThing_ComesToAnEnd(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));
        Assert.True(Open(77).Encode(text).Truncated);
    }

    private ClipTokenizer Open(int maxLength, params (string, string?)[] files)
    {
        var path = _folder.Of("tokenizer");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        TokenizerFolder.Write(path, maxLength, files);
        var tokenizer = ClipTokenizer.TryOpen(path, out var fault);
        Assert.Null(fault);
        return tokenizer!;
    }

    private static IEnumerable<string> Content(Tokenization tokens)
    {
        var texts = Vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        return tokens.Ids.Skip(1).Take(tokens.ContentTokens).Select(id => texts[id]);
    }

    private static string Decode(Tokenization tokens)
    {
        var bytes = Enumerable.Range(0, 256).ToDictionary(value => ByteCharacters.Characters[value], value => (byte)value);
        var text = string.Concat(Content(tokens)).Replace("</w>", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetString([.. text.Select(character => bytes[character])]);
    }
}

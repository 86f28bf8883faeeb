using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

/// <summary>Rules of the fast tokenizer that show in the ids.</summary>
public sealed class ClipTokenizerRuleTests : IDisposable
{
    private const int MaxLength = 16;

    private static readonly Dictionary<string, int> Vocabulary = TokenizerFolder.Vocabulary();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\uD83D\uDE00", "\u00F0 \u0141 \u013A \u0122</w>")]                // F0 9F 98 80 in UTF-8.
    [InlineData("\u732B", "\u00E7 \u012E \u00AB</w>")]                             // E7 8C AB.
    [InlineData("E\u0301", "\u00C3 \u00A9</w>")]                                   // C3 A9 once composed.
    [InlineData("7", "7</w>")]
    [InlineData("it's", "i t</w> ' s</w>")]
    [InlineData("!!!", "! !!</w>")]
    [InlineData("redheart", "re d heart</w>")]
    public void Encode_Piece_IsItsBytesMergedByRankWithTheEndOnTheLast(string text, string symbols) =>
        Assert.Equal(symbols.Split(' ').Select(symbol => Vocabulary[symbol]), Content(Open().Encode(text)));

    [Theory]
    [InlineData("\"!\"", null)]
    [InlineData("""{"content": "!", "lstrip": false}""", null)]
    [InlineData(null, "\"!\"")]
    [InlineData(null, """{"content": "!", "single_word": false}""")]
    public void Encode_PadTokenOfTheSecondTokenizer_FillsTheRest(string? inConfig, string? inMap)
    {
        var tokens = Open(("tokenizer_config.json", Config(inConfig)), ("special_tokens_map.json", Config(inMap))).Encode("red");
        Assert.Equal([Vocabulary["<|startoftext|>"], Vocabulary["red</w>"], Vocabulary["<|endoftext|>"], 0], tokens.Ids.Take(4));
        Assert.All(tokens.Ids.Skip(3), id => Assert.Equal(0, id));
    }

    [Fact]
    public void Encode_ExclamationMark_IsAPieceUnlessItIsAnAddedToken()
    {
        Assert.Equal([Vocabulary["red</w>"], Vocabulary["!</w>"]], Content(Open().Encode("red!")));
        var added = JsonSerializer.Serialize(new
        {
            pad_token = "!",
            added_tokens_decoder = new Dictionary<string, object> { ["0"] = new { content = "!", special = true } },
        });
        Assert.Equal([Vocabulary["red</w>"], 0, 0, Vocabulary["the</w>"]], Content(Open(("tokenizer_config.json", added)).Encode("red!! the")));
    }

    [Fact]
    public void Encode_SymbolThatTheVocabularyLacks_IsTheUnknownToken()
    {
        var vocabulary = JsonSerializer.SerializeToNode(Vocabulary)!.AsObject();
        vocabulary.Remove("7</w>");
        Assert.Equal([Vocabulary["<|endoftext|>"]], Content(Open(("vocab.json", vocabulary.ToJsonString())).Encode("7")));
    }

    [Fact]
    public void Encode_WrongIdsInTheEncodersConfiguration_AreNotLookedAt()
    {
        var tokens = Open(("config.json", """{"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}""")).Encode("red");
        Assert.Equal((Vocabulary["<|startoftext|>"], Vocabulary["<|endoftext|>"]), (tokens.Ids[0], tokens.Ids[2]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Encode_VocabularyAndMergesInOneFile_GivesTheSameIds(bool pairs)
    {
        const string text = "the redheart, 7!!! caf\u00E9";
        var expected = Open().Encode(text).Ids;
        object[] merges = pairs ? [.. TokenizerFolder.Merges.Select(merge => merge.Split(' '))] : [.. TokenizerFolder.Merges];
        var file = JsonSerializer.Serialize(new { version = "1.0", model = new { type = "BPE", vocab = Vocabulary, merges } });
        Assert.Equal(expected, OpenFast(file).Encode(text).Ids);
    }

    [Theory]
    [InlineData("{}", "'model'")]
    [InlineData("""{"model": {"vocab": {}, "merges": {}}}""", "'vocab' and 'merges'")]
    [InlineData("""{"model": {"vocab": {"a": "b"}, "merges": []}}""", "'a'")]
    [InlineData("""{"model": {"vocab": {}, "merges": [["a", 1]]}}""", "'merges' is [\"a\",1]")]
    [InlineData("""{"model": {"vocab": {}, "merges": ["a b", "c"]}}""", "Line 2 is 'c'")]
    public void TryOpen_OneFileThatIsWrong_IsAFaultThatNamesIt(string file, string names)
    {
        Assert.Null(TryOpenFast(file, out var fault));
        Assert.EndsWith("/tokenizer/tokenizer.json", fault!.File, StringComparison.Ordinal);
        Assert.Contains(names, fault.Message, StringComparison.Ordinal);
    }

    private ClipTokenizer OpenFast(string file)
    {
        var tokenizer = TryOpenFast(file, out var fault);
        Assert.Null(fault);
        return tokenizer!;
    }

    private ClipTokenizer? TryOpenFast(string file, out ModelFault? fault)
    {
        var path = _folder.Of("fast", "tokenizer");
        TokenizerFolder.Write(path, MaxLength, ("vocab.json", null), ("merges.txt", null), ("tokenizer.json", file));
        return ClipTokenizer.TryOpen(path, out fault);
    }

    private static string Config(string? padding)
    {
        var config = new JsonObject { ["model_max_length"] = MaxLength };
        if (padding is not null)
            config["pad_token"] = JsonNode.Parse(padding);
        return config.ToJsonString();
    }

    private ClipTokenizer Open(params (string, string?)[] files)
    {
        var path = _folder.Of("tokenizer");
        TokenizerFolder.Write(path, MaxLength, files);
        var tokenizer = ClipTokenizer.TryOpen(path, out var fault);
        Assert.Null(fault);
        return tokenizer!;
    }

    private static IEnumerable<int> Content(Tokenization tokens) => tokens.Ids.Skip(1).Take(tokens.ContentTokens);
}

using EdgeAigc.Diffusion.Tokenizers;
using EdgeAigc.Training.Tokenizer;

namespace EdgeAigc.Training.Tests.Tokenizer;

public sealed class TokenizerFilesTests : IDisposable
{
    private static readonly string[] Captions =
        ["red heart", "dog face", "doughnut", "1st place medal", "bananas", "banana", "hot dog", "mississippi", "aaaa", "a"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Encode_EveryCaptionWord_IsOneToken()
    {
        var tokenizer = Write(limit: 1000);

        foreach (var word in Captions.SelectMany(caption => caption.Split(' ')).Where(word => !word.Any(char.IsAsciiDigit)))
            Assert.Equal(1, tokenizer.Encode(word).ContentTokens);
    }

    [Fact]
    public void Encode_AnyCaption_SpellsItselfFromTheVocabulary()
    {
        var tokenizer = Write(limit: 30);
        var tokens = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(_folder.File("vocab.json")))!
            .ToDictionary(pair => pair.Value, pair => pair.Key);

        foreach (var caption in Captions)
        {
            var encoded = tokenizer.Encode(caption);
            Assert.False(encoded.Truncated);
            var text = string.Concat(encoded.Ids.Skip(1).Take(encoded.ContentTokens).Select(id => tokens[id])).Replace("</w>", " ", StringComparison.Ordinal);
            Assert.Equal(string.Concat(caption.Where(letter => letter != ' ')), string.Concat(text.Where(letter => letter != ' ')));
        }
    }

    [Fact]
    public void Encode_AnyText_IsFramedByTheLastThreeIds()
    {
        var tokenizer = Write(limit: 1000);
        var vocabulary = TokenizerFiles.Vocabulary(_folder.Path);

        var ids = tokenizer.Encode("red heart").Ids;

        Assert.Equal(12, ids.Count);
        Assert.Equal(vocabulary - 3, ids[0]);
        Assert.Equal(vocabulary - 2, ids[3]);
        Assert.All(ids.Skip(4), id => Assert.Equal(vocabulary - 1, id));
        Assert.Equal(vocabulary - 1, TokenizerFiles.PaddingId(_folder.Path));
    }

    [Fact]
    public void Write_Alphabet_HasTheIdsOfClip()
    {
        Write(limit: 10);
        var ids = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(_folder.File("vocab.json")))!;

        Assert.Equal((0, 64, 320), (ids["!"], ids["a"], ids["a</w>"]));
        Assert.Equal("#version: 0.2", File.ReadLines(_folder.File("merges.txt")).First());
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        Write(limit: 1000);
        var first = File.ReadAllBytes(_folder.File("vocab.json"));
        Write(limit: 1000);

        Assert.Equal(first, File.ReadAllBytes(_folder.File("vocab.json")));
    }

    private ClipTokenizer Write(int limit)
    {
        TokenizerFiles.Write(_folder.Path, Captions, limit);
        var tokenizer = ClipTokenizer.TryOpen(_folder.Path, out var fault);
        Assert.Null(fault);
        return tokenizer!;
    }
}

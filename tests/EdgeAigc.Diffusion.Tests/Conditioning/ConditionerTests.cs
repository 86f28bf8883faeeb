using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Tests.Families;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

public sealed class ConditionerTests
{
    private static readonly string[] Prompt = ["red</w>", "heart</w>"];

    public static TheoryData<string> PlainFamilies() => ["optimum", "legacy", "int32 ids", "attention mask", "sd 2.x"];

    [Theory]
    [MemberData(nameof(PlainFamilies))]
    public void Encode_StableDiffusion_GivesTheLastHiddenState(string variant)
    {
        var family = Plain(variant);
        using var harness = new ConditionerHarness(family);
        Assert.Equal(["encoder_hidden_states"], harness.Inputs);

        var guided = harness.Encode("red HEART", "the", 7.5);
        Assert.Equal((7.5f, TinyTextEncoder.Tokens, family.UNet.Width), (guided.Guidance, guided.Tokens, guided.Width));
        Assert.Equal(2, guided.Rows.Count);
        RequireRow(TinyConditioning.Row(family, ["the</w>"], 7.5, 6), guided.Rows[0]);
        RequireRow(TinyConditioning.Row(family, Prompt, 7.5, 6), guided.Rows[1]);
        Assert.Empty(harness.Warnings);
    }

    [Fact]
    public void Encode_StableDiffusionWithoutNegativePrompt_EncodesTheEmptyText()
    {
        var family = TinyFamily.StableDiffusion();
        using var harness = new ConditionerHarness(family);
        var missing = harness.Encode("red heart", null, 2).Rows[0];
        RequireRow(TinyConditioning.Row(family, [], 2, 6), missing);
        Assert.Same(missing.Inputs["encoder_hidden_states"], harness.Encode("red heart", "", 2).Rows[0].Inputs["encoder_hidden_states"]);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void Encode_GuidanceOfAtMostOne_IsThePositiveRowAlone(double guidance)
    {
        TinyFamily[] families = [TinyFamily.StableDiffusion(), TinyFamily.SdTurbo(), TinyFamily.SdxlTurbo()];
        foreach (var family in families)
        {
            using var harness = new ConditionerHarness(family);
            RequireRow(TinyConditioning.Row(family, Prompt, guidance, 6), Assert.Single(harness.Encode("red heart", "the", guidance).Rows));
            Assert.Equal(1, harness.Cache.Misses);
        }
    }

    [Fact]
    public void Encode_Sdxl_JoinsTheLastLayersButOneAndAddsTextAndSizes()
    {
        var family = TinyFamily.Sdxl();
        using var harness = new ConditionerHarness(family);
        Assert.Equal(["encoder_hidden_states", "text_embeds", "time_ids"], harness.Inputs);

        var conditioning = harness.Encode("red heart", "the", 5, width: 96, height: 72);
        Assert.Equal((TinyTextEncoder.Tokens, 24), (conditioning.Tokens, conditioning.Width));
        RequireRow(TinyConditioning.Row(family, ["the</w>"], 5, 6, height: 72, width: 96), conditioning.Rows[0]);
        RequireRow(TinyConditioning.Row(family, Prompt, 5, 6, height: 72, width: 96), conditioning.Rows[1]);
        Assert.Equal([72, 96, 0, 0, 72, 96], conditioning.Rows[1].Inputs["time_ids"]);
    }

    [Fact]
    public void Encode_SdxlWithoutNegativePrompt_TakesZerosButNotForAnEmptyOne()
    {
        var family = TinyFamily.Sdxl();
        using var harness = new ConditionerHarness(family);
        var missing = harness.Encode("red heart", null, 5).Rows[0];
        Assert.All(missing.Inputs["encoder_hidden_states"], value => Assert.Equal(0, value));
        Assert.All(missing.Inputs["text_embeds"], value => Assert.Equal(0, value));
        Assert.Equal([64, 64, 0, 0, 64, 64], missing.Inputs["time_ids"]);
        Assert.Equal((TinyTextEncoder.Tokens * 24, 6), (missing.Inputs["encoder_hidden_states"].Length, missing.Inputs["text_embeds"].Length));
        RequireRow(TinyConditioning.Row(family, [], 5, 6), harness.Encode("red heart", "", 5).Rows[0]);
    }

    [Fact]
    public void Encode_SdxlThatForcesNoZeros_EncodesTheEmptyText()
    {
        var family = TinyFamily.Sdxl() with
        {
            IndexOptions = new Dictionary<string, object> { ["force_zeros_for_empty_prompt"] = false },
        };
        using var harness = new ConditionerHarness(family);
        RequireRow(TinyConditioning.Row(family, [], 5, 6), harness.Encode("red heart", null, 5).Rows[0]);
    }

    [Fact]
    public void Encode_SdxlRefiner_TakesOneEncoderAndTellsTheScores()
    {
        var family = TinyFamily.SdxlRefiner();
        using var harness = new ConditionerHarness(family);
        var conditioning = harness.Encode("red heart", null, 5);
        Assert.Equal([64, 64, 0, 0, 2.5f], conditioning.Rows[0].Inputs["time_ids"]);
        Assert.Equal([64, 64, 0, 0, 6f], conditioning.Rows[1].Inputs["time_ids"]);
        RequireRow(TinyConditioning.Row(family, [], 5, 2.5), conditioning.Rows[0]);
        RequireRow(TinyConditioning.Row(family, Prompt, 5, 6), conditioning.Rows[1]);
    }

    [Fact]
    public void Encode_LatentConsistency_IsOneRowThatIsToldTheGuidance()
    {
        var family = TinyFamily.LatentConsistency();
        using var harness = new ConditionerHarness(family);
        Assert.Equal(["encoder_hidden_states", "timestep_cond"], harness.Inputs);
        var row = Assert.Single(harness.Encode("red heart", "the", 1.5).Rows);
        RequireRow(TinyConditioning.Row(family, Prompt, 1.5, 6), row, 1e-3);
        Assert.Equal(1, harness.Cache.Misses);
    }

    [Fact]
    public void Encode_SdxlThatIsToldTheGuidance_IsOneRowWithAllInputs()
    {
        var family = TinyFamily.Sdxl();
        family = family with { UNet = family.UNet with { TimestepCond = 8 } };
        using var harness = new ConditionerHarness(family);
        Assert.Equal(["encoder_hidden_states", "text_embeds", "time_ids", "timestep_cond"], harness.Inputs);
        RequireRow(TinyConditioning.Row(family, Prompt, 3, 6), Assert.Single(harness.Encode("red heart", null, 3).Rows), 1e-3);
    }

    [Fact]
    public void Encode_LatentConsistencyByAMergedAdapter_IsOneRowThatIsToldNothing()
    {
        var family = TinyFamily.StableDiffusion() with { PipelineClass = "LatentConsistencyModelPipeline" };
        using var harness = new ConditionerHarness(family);
        Assert.Equal(["encoder_hidden_states"], harness.Inputs);
        RequireRow(TinyConditioning.Row(family, Prompt, 8.5, 6), Assert.Single(harness.Encode("red heart", null, 8.5).Rows));
    }

    [Fact]
    public void Encode_LongTexts_WarnsEachTimeAndOfEach()
    {
        using var harness = new ConditionerHarness(TinyFamily.Sdxl());
        var text = string.Join(' ', Enumerable.Repeat("red", 7));
        harness.Encode(text, text, 5);
        harness.Encode(text, "", 5);
        Assert.Equal(
            ["The prompt is", "The negative prompt is", "The prompt is"], harness.Warnings.Select(text => text[..text.IndexOf(" longer", StringComparison.Ordinal)]));
        Assert.All(harness.Warnings, text => Assert.Contains("the model's 6 tokens", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Encode_SameTexts_ShareTheirArraysAndAllocateLittle()
    {
        using var harness = new ConditionerHarness(TinyFamily.Sdxl());
        var first = harness.Encode("red heart", "the", 5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = harness.Encode("red heart", "the", 5);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2048);
        for (var row = 0; row < 2; row++)
        {
            Assert.Same(first.Rows[row].Inputs["encoder_hidden_states"], second.Rows[row].Inputs["encoder_hidden_states"]);
            Assert.Same(first.Rows[row].Inputs["text_embeds"], second.Rows[row].Inputs["text_embeds"]);
        }

        Assert.Equal((2, 2), (harness.Cache.Misses, harness.Cache.Hits));
        Assert.Same(
            harness.Encode("red heart", null, 5).Rows[0].Inputs["encoder_hidden_states"],
            harness.Encode("the", null, 5).Rows[0].Inputs["encoder_hidden_states"]);
    }

    private static TinyFamily Plain(string variant)
    {
        var family = TinyFamily.StableDiffusion();
        return variant switch
        {
            "legacy" => TinyFamily.Legacy(),
            "int32 ids" => With(encoder => encoder with { Ids = Type.Int32 }),
            "attention mask" => With(encoder => encoder with { TakesMask = true }),
            "sd 2.x" => TinyFamily.StableDiffusion2(),
            _ => family,
        };

        TinyFamily With(Func<TinyTextEncoder, TinyTextEncoder> change) => family with
        {
            TextEncoders = family.TextEncoders.ToDictionary(entry => entry.Key, entry => change(entry.Value)),
        };
    }

    private static void RequireRow(Dictionary<string, double[]> expected, ConditioningRow actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Inputs.Keys.Order(StringComparer.Ordinal));
        foreach (var (input, values) in expected)
        {
            Assert.Equal(values.Length, actual.Inputs[input].Length);
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(values[i], actual.Inputs[input][i], tolerance);
        }
    }
}

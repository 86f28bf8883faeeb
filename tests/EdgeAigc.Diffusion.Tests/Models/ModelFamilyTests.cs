using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tests.Families;

namespace EdgeAigc.Diffusion.Tests.Models;

/// <summary>Folders of all families, as the exporters lay them out.</summary>
public sealed class ModelFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("StableDiffusionPipeline", ModelFamily.StableDiffusion, 50, 7.5, 0.8)]
    [InlineData("OnnxStableDiffusionPipeline", ModelFamily.StableDiffusion, 50, 7.5, 0.8)]
    [InlineData("ORTStableDiffusionImg2ImgPipeline", ModelFamily.StableDiffusion, 50, 7.5, 0.8)]
    [InlineData("StableDiffusionXLPipeline", ModelFamily.StableDiffusionXL, 50, 5, 0.3)]
    [InlineData("ORTStableDiffusionXLImg2ImgPipeline", ModelFamily.StableDiffusionXL, 50, 5, 0.3)]
    [InlineData("ORTLatentConsistencyModelPipeline", ModelFamily.LatentConsistency, 4, 8.5, 0.8)]
    [InlineData("LatentConsistencyModelImg2ImgPipeline", ModelFamily.LatentConsistency, 4, 8.5, 0.8)]
    public void TryOpen_PipelineClass_HasItsFamilyAndDefaults(
        string pipelineClass, ModelFamily family, int steps, double guidance, double strength)
    {
        var tiny = family == ModelFamily.StableDiffusionXL ? TinyFamily.Sdxl() : TinyFamily.StableDiffusion();
        var model = Open(tiny with { PipelineClass = pipelineClass, Vae = tiny.Vae with { Encoder = TinyVaeEncoder.Parameters } });
        Assert.Equal(family, model.Family);
        Assert.Equal((steps, guidance, strength), (model.DefaultSteps, model.DefaultGuidance, model.DefaultStrength));
    }

    [Fact]
    public void TryOpen_Legacy_TakesTheDefaultsOfStableDiffusion()
    {
        var model = Open(TinyFamily.Legacy());
        Assert.Equal((512, 512, 8, 0.18215), (model.DefaultWidth, model.DefaultHeight, model.LatentScale, model.Vae.ScalingFactor));
        Assert.True(model.HasVaeEncoder);
        Assert.Null(Assert.Single(model.TextEncoders).HiddenLayers);
    }

    [Fact]
    public void TryOpen_Sdxl_TellsWhatItsNetworksWant()
    {
        var model = Open(TinyFamily.Sdxl());
        Assert.Equal(
            [new("text_encoder", "tokenizer", 2), new("text_encoder_2", "tokenizer_2", 3)], model.TextEncoders);
        Assert.Equal((0.13025, false), (model.Vae.ScalingFactor, model.Vae.ForceUpcast));
        Assert.Equal((24, true, null), (model.UNet.CrossAttentionDim, model.UNet.TextTime, model.UNet.TimeCondProjDim));
        Assert.True(model.ForceZerosForEmptyPrompt);
        Assert.False(model.RequiresAestheticsScore);
        Assert.False(model.HasVaeEncoder);
        string[] networks = ["text_encoder", "text_encoder_2", "unet", "vae_decoder"];
        Assert.Equal(networks.Sum(network => BytesOf(model, network)), model.WeightBytes);
    }

    [Fact]
    public void TryOpen_VaeThatOverflowsInHalfPrecision_IsNoted()
    {
        var path = TinyFamily.Sdxl().Write(_folder.Path);
        Edit(path, "vae_decoder/config.json", config => config["force_upcast"] = true);
        Assert.True(ModelFolder.TryOpen(path, out _)!.Vae.ForceUpcast);
    }

    [Fact]
    public void TryOpen_TokenizerInOneFile_IsEnough()
    {
        var path = TinyFamily.StableDiffusion().Write(_folder.Path);
        File.Delete(Path.Combine(path, "tokenizer", "vocab.json"));
        File.Move(Path.Combine(path, "tokenizer", "merges.txt"), Path.Combine(path, "tokenizer", "tokenizer.json"));
        Assert.NotNull(ModelFolder.TryOpen(path, out _));
    }

    [Fact]
    public void TryOpen_SdxlRefiner_HasTheSecondTextEncoderAlone()
    {
        var model = Open(TinyFamily.SdxlRefiner());
        Assert.Equal("text_encoder_2", Assert.Single(model.TextEncoders).Folder);
        Assert.True(model.RequiresAestheticsScore);
        Assert.False(model.ForceZerosForEmptyPrompt);
        Assert.True(model.HasVaeEncoder);
    }

    [Fact]
    public void TryOpen_Turbo_TakesTheModelsOwnDefaults()
    {
        var model = Open(TinyFamily.SdTurbo() with
        {
            IndexOptions = new Dictionary<string, object>
            {
                ["edgeaigc_default_steps"] = 1,
                ["edgeaigc_default_guidance"] = 0,
                ["edgeaigc_default_guidance_rescale"] = 0.7,
            },
        });
        Assert.Equal((1, 0.0, 0.7), (model.DefaultSteps, model.DefaultGuidance, model.DefaultGuidanceRescale));
    }

    [Fact]
    public void TryOpen_LatentConsistency_KnowsTheWidthOfTheGuidance() =>
        Assert.Equal(8, Open(TinyFamily.LatentConsistency()).UNet.TimeCondProjDim);

    [Fact]
    public void TryOpen_StepsOffsetAndClipping_AreOverriddenForStableDiffusionAlone()
    {
        TinyFamily[] families = [TinyFamily.StableDiffusion(), TinyFamily.Sdxl(), TinyFamily.LatentConsistency()];
        foreach (var family in families)
        {
            var path = family.Write(_folder.Path);
            Edit(path, "scheduler/scheduler_config.json", config => (config["steps_offset"], config["clip_sample"]) = (0, true));
            var scheduler = ModelFolder.TryOpen(path, out _)!.Scheduler;
            var expected = family.Name == "sd15" ? (1, false) : (0, true);
            Assert.Equal(expected, (scheduler.StepsOffset, scheduler.ClipSample!.Value));
        }
    }

    [Fact]
    public void TryOpen_SafetyChecker_IsSeenInTheFilesAndAskedForByTheIndex()
    {
        var family = TinyFamily.Legacy();
        Assert.Equal((false, false), Safety(Open(family)));
        family = family with { IndexOptions = new Dictionary<string, object> { ["requires_safety_checker"] = true } };
        Assert.Equal((false, true), Safety(Open(family)));
        var checker = _folder.Of(family.Name, "safety_checker");
        Directory.CreateDirectory(checker);
        File.WriteAllText(Path.Combine(checker, "model.onnx"), "");
        Assert.Equal((true, true), Safety(Open(family)));

        static (bool Has, bool Requires) Safety(ModelFolder model) => (model.HasSafetyChecker, model.RequiresSafetyChecker);
    }

    [Fact]
    public void TryOpen_WeightsOfOtherFrameworksAndLinks_CountOnlyWhatIsLoaded()
    {
        var model = Open(TinyFamily.StableDiffusion());
        var unet = Path.Combine(model.Path, "unet");
        File.WriteAllBytes(Path.Combine(unet, "diffusion_pytorch_model.safetensors"), new byte[1000]);
        File.WriteAllBytes(Path.Combine(unet, "openvino_model.bin"), new byte[1000]);
        File.WriteAllBytes(_folder.Of("blob"), new byte[5000]);
        File.CreateSymbolicLink(Path.Combine(unet, "model.onnx_data"), _folder.Of("blob"));
        Assert.Equal(model.WeightBytes + 5000, ModelFolder.TryOpen(model.Path, out _)!.WeightBytes);
    }

    [Theory]
    [InlineData("text_encoder/model.onnx")]
    [InlineData("text_encoder_2/model.onnx")]
    [InlineData("tokenizer/merges.txt")]
    [InlineData("tokenizer_2/vocab.json")]
    [InlineData("unet/config.json")]
    [InlineData("vae_decoder/config.json")]
    public void TryOpen_SdxlWithoutAFile_IsAFaultThatNamesIt(string file)
    {
        var path = TinyFamily.Sdxl().Write(_folder.Path);
        File.Delete(Path.Combine(path, file));
        Assert.Null(ModelFolder.TryOpen(path, out var fault));
        Assert.Equal("sdxl/" + file, fault!.File);
        Assert.StartsWith("The file is missing.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_ImageToImageClassWithoutVaeEncoder_NamesIt()
    {
        var family = TinyFamily.StableDiffusion() with { PipelineClass = "StableDiffusionImg2ImgPipeline" };
        Assert.Null(ModelFolder.TryOpen(family.Write(_folder.Path), out var fault));
        Assert.Equal("sd15/vae_encoder/model.onnx", fault!.File);
    }

    [Fact]
    public void TryOpen_FolderOfTorchWeights_SaysWhatItHoldsAndAllThatItLacks()
    {
        var path = TinyFamily.Sdxl().Write(_folder.Path);
        foreach (var network in new[] { "text_encoder_2", "unet", "vae_decoder" })
            File.Delete(Path.Combine(path, network, "model.onnx"));
        Directory.Move(Path.Combine(path, "vae_decoder"), Path.Combine(path, "vae"));
        File.WriteAllText(Path.Combine(path, "vae", "diffusion_pytorch_model.safetensors"), "");
        Assert.Null(ModelFolder.TryOpen(path, out var fault));
        Assert.Equal("sdxl/text_encoder_2/model.onnx", fault!.File);
        Assert.Equal(
            "The file is missing. So are unet/model.onnx, vae_decoder/model.onnx. The folder holds torch weights "
            + "(vae/diffusion_pytorch_model.safetensors). Export the model first: optimum-cli export onnx --model MODEL FOLDER.",
            fault.Message);
    }

    [Theory]
    [InlineData("model_index.json", "edgeaigc_default_guidance_rescale", "2", "from 0 to 1")]
    [InlineData("unet/config.json", "in_channels", "9", "is 9, as for inpainting; supported is the 4 latent channels")]
    [InlineData("unet/config.json", "in_channels", "8", "is 8, as for editing by instruction")]
    [InlineData("unet/config.json", "in_channels", "7", "'in_channels' is 7; supported is")]
    [InlineData("unet/config.json", "out_channels", "8", "'out_channels' is 8; supported is the 4 latent channels")]
    [InlineData("unet/config.json", "class_embed_type", "\"timestep\"", "'class_embed_type' is \"timestep\"; it must be null")]
    [InlineData("unet/config.json", "num_class_embeds", "1000", "'num_class_embeds' is 1000; it must be null")]
    [InlineData("unet/config.json", "encoder_hid_dim_type", "\"ip_image_proj\"", "'encoder_hid_dim_type'")]
    [InlineData("unet/config.json", "addition_embed_type", "\"image\"", "null or text_time")]
    [InlineData("unet/config.json", "addition_embed_type", "null", "is null; StableDiffusionXLPipeline needs text_time")]
    [InlineData("unet/config.json", "projection_class_embeddings_input_dim", "26", "5 time ids, but 'requires_aesthetics_score' is false")]
    [InlineData("unet/config.json", "time_cond_proj_dim", "1", "null, or 4 or more")]
    [InlineData("text_encoder_2/config.json", "num_hidden_layers", "0", "'num_hidden_layers' is 0")]
    [InlineData("vae_decoder/config.json", "force_upcast", "3", "true or false")]
    public void TryOpen_ValueThatIsNotSupported_NamesFileKeyValueAndWhatIs(string file, string key, string json, string says)
    {
        var path = TinyFamily.Sdxl().Write(_folder.Path);
        Edit(path, file, config => config[key] = JsonNode.Parse(json));
        Assert.Null(ModelFolder.TryOpen(path, out var fault));
        Assert.Equal("sdxl/" + file, fault!.File);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_ScoreThatTheUNetHasNoRoomFor_NamesBothKeys()
    {
        var path = TinyFamily.Sdxl().Write(_folder.Path);
        Edit(path, "model_index.json", index => index["requires_aesthetics_score"] = true);
        Assert.Null(ModelFolder.TryOpen(path, out var fault));
        Assert.Equal("sdxl/unet/config.json", fault!.File);
        Assert.Contains("6 time ids, but 'requires_aesthetics_score' is true", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_TextTimeInAnotherFamily_SaysWhatThePipelineNeeds()
    {
        var path = TinyFamily.StableDiffusion().Write(_folder.Path);
        Edit(path, "unet/config.json", config => config["addition_embed_type"] = "text_time");
        Assert.Null(ModelFolder.TryOpen(path, out var fault));
        Assert.Contains("StableDiffusionPipeline needs null", fault!.Message, StringComparison.Ordinal);
    }

    private ModelFolder Open(TinyFamily family)
    {
        var model = ModelFolder.TryOpen(family.Write(_folder.Path), out var fault);
        Assert.True(fault is null, fault?.Message);
        return model!;
    }

    private static long BytesOf(ModelFolder model, string network) =>
        new DirectoryInfo(Path.Combine(model.Path, network)).EnumerateFiles().Sum(file => file.Length);

    private static void Edit(string folder, string file, Action<JsonObject> change)
    {
        var path = Path.Combine(folder, file);
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(config);
        File.WriteAllText(path, config.ToJsonString());
    }
}

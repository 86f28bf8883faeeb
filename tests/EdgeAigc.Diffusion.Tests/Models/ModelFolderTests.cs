using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ModelFolderTests() => _model = new TinyModel().Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryOpen_CompleteFolder_DescribesTheModel()
    {
        var model = ModelFolder.TryOpen(_model + "/", out var fault);
        Assert.Null(fault);
        Assert.Equal(("tiny", _model), (model!.Name, model.Path));
        Assert.Equal(("StableDiffusionPipeline", "DDIMScheduler"), (model.PipelineClass, model.SchedulerClass));
        Assert.Equal((1000, 64, 64), (model.TrainTimesteps, model.DefaultWidth, model.DefaultHeight));
        Assert.Equal((8, 4), (model.LatentScale, model.LatentChannels));
        Assert.Equal((4, 2.0), (model.DefaultSteps, model.DefaultGuidance));
        string[] networks = ["text_encoder", "unet", "vae_decoder"];
        var bytes = networks.Sum(network => new DirectoryInfo(Path.Combine(_model, network)).EnumerateFiles().Sum(file => file.Length));
        Assert.Equal(bytes, model.WeightBytes);
    }

    [Fact]
    public void TryOpen_OlderExportWithoutConfigurations_TakesTheDefaultsOfStableDiffusion()
    {
        File.Delete(Path.Combine(_model, "unet", "config.json"));
        File.Delete(Path.Combine(_model, "vae_decoder", "config.json"));
        Edit("model_index.json", index =>
        {
            index.Remove("edgeaigc_default_steps");
            index.Remove("edgeaigc_default_guidance");
        });
        var model = ModelFolder.TryOpen(_model, out _)!;
        Assert.Equal((512, 512, 8, 4), (model.DefaultWidth, model.DefaultHeight, model.LatentScale, model.LatentChannels));
        Assert.Equal((50, 7.5, 0.18215), (model.DefaultSteps, model.DefaultGuidance, model.Vae.ScalingFactor));
    }

    [Fact]
    public void TryOpen_SampleSizeOfTwoNumbers_IsHeightAndWidth()
    {
        Edit("unet/config.json", config => config["sample_size"] = new JsonArray(8, 16));
        var model = ModelFolder.TryOpen(_model, out _)!;
        Assert.Equal((128, 64), (model.DefaultWidth, model.DefaultHeight));
    }

    [Theory]
    [InlineData("model_index.json")]
    [InlineData("text_encoder/model.onnx")]
    [InlineData("unet/model.onnx")]
    [InlineData("vae_decoder/model.onnx")]
    [InlineData("tokenizer/vocab.json")]
    [InlineData("tokenizer/merges.txt")]
    [InlineData("scheduler/scheduler_config.json")]
    public void TryOpen_MissingFile_IsAFaultThatNamesIt(string file)
    {
        File.Delete(Path.Combine(_model, file));
        Assert.Null(ModelFolder.TryOpen(_model, out var fault));
        Assert.Equal("tiny/" + file, fault!.File);
        Assert.Contains("missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_TorchOnlyFolder_NamesTheMissingModelAndHowToExport()
    {
        foreach (var network in new[] { "text_encoder", "unet", "vae_decoder" })
            File.Move(Path.Combine(_model, network, "model.onnx"), Path.Combine(_model, network, "diffusion_pytorch_model.safetensors"));
        Assert.Null(ModelFolder.TryOpen(_model, out var fault));
        Assert.Equal("tiny/text_encoder/model.onnx", fault!.File);
        Assert.Contains("optimum-cli export onnx", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model_index.json")]
    [InlineData("unet/config.json")]
    [InlineData("vae_decoder/config.json")]
    [InlineData("scheduler/scheduler_config.json")]
    public void TryOpen_DamagedJson_IsAFaultThatNamesTheFile(string file)
    {
        File.WriteAllText(Path.Combine(_model, file), """{"_class_name": """);
        Assert.Null(ModelFolder.TryOpen(_model, out var fault));
        Assert.Equal("tiny/" + file, fault!.File);
        Assert.Contains("JSON", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model_index.json", "_class_name", "\"StableDiffusionInpaintPipeline\"", "supported is StableDiffusionPipeline, ")]
    [InlineData("model_index.json", "_class_name", "\"ORTStableDiffusion3Pipeline\"", "'StableDiffusion3Pipeline'")]
    [InlineData("model_index.json", "_class_name", "null", "'_class_name' is missing")]
    [InlineData("model_index.json", "../../etc", "[\"a\", \"b\"]", "'../../etc' must be named by letters")]
    [InlineData("model_index.json", "edgeaigc_max_steps", "1001", "from 1 to the 1000 steps that the scheduler can do")]
    [InlineData("model_index.json", "edgeaigc_max_steps", "3", "'edgeaigc_default_steps' is 4; it must be from 1 to 3")]
    [InlineData("model_index.json", "edgeaigc_default_steps", "0", "from 1 to 1000, the most steps of the model")]
    [InlineData("model_index.json", "edgeaigc_default_guidance", "1000", "from 0 to 100")]
    [InlineData("unet/config.json", "sample_size", "0", "'sample_size' is 0")]
    [InlineData("unet/config.json", "sample_size", "[8, 8, 8]", "one or two whole numbers")]
    [InlineData("unet/config.json", "in_channels", "9", "'in_channels' is 9")]
    [InlineData("vae_decoder/config.json", "scaling_factor", "0", "'scaling_factor' is 0")]
    [InlineData("vae_decoder/config.json", "latent_channels", "-1", "'latent_channels' is -1")]
    [InlineData("vae_decoder/config.json", "block_out_channels", "[]", "1 to 8 numbers")]
    [InlineData("scheduler/scheduler_config.json", "prediction_type", "\"flow\"", "v_prediction")]
    public void TryOpen_ValueThatCannotBe_IsAFaultWithFileKeyAndWayOut(string file, string key, string json, string says)
    {
        Edit(file, config => config[key] = JsonNode.Parse(json));
        Assert.Null(ModelFolder.TryOpen(_model, out var fault));
        Assert.Equal("tiny/" + file, fault!.File);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_SchedulerEntryOfTheIndex_WinsOverTheFile()
    {
        Edit("model_index.json", index => index["scheduler"] = new JsonArray("diffusers", "EulerDiscreteScheduler"));
        Assert.Equal("EulerDiscreteScheduler", ModelFolder.TryOpen(_model, out _)!.SchedulerClass);
    }

    [Fact]
    public void Scan_FolderOfModels_KeepsTheGoodAndTheFaultsOfTheOthers()
    {
        new TinyModel { Name = "another" }.Write(_folder.Path);
        new TinyModel { Name = "flux", PipelineClass = "FluxPipeline" }.Write(_folder.Path);
        Directory.CreateDirectory(_folder.Of("notes"));
        var catalog = ModelCatalog.Scan(_folder.Path);
        Assert.Equal(["another", "tiny"], catalog.Models.Select(model => model.Name));
        Assert.Equal("flux/model_index.json", Assert.Single(catalog.Faults).File);
        Assert.Equal("tiny", catalog.Find("tiny")!.Name);
        Assert.Null(catalog.Find("flux"));
        Assert.NotNull(catalog.FindFault("flux"));
        Assert.Null(catalog.FindFault("tiny"));
        Assert.Null(catalog.FindFault(""));
    }

    [Fact]
    public void Scan_MissingRoot_IsEmptyWithAFault()
    {
        var catalog = ModelCatalog.Scan(_folder.Of("nowhere"));
        Assert.Empty(catalog.Models);
        Assert.Contains("does not exist", Assert.Single(catalog.Faults).Message, StringComparison.Ordinal);
    }

    private void Edit(string file, Action<JsonObject> change)
    {
        var path = Path.Combine(_model, file);
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(config);
        File.WriteAllText(path, config.ToJsonString());
    }
}

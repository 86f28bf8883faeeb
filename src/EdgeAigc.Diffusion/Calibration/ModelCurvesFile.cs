using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>The file of a model's curves, beside the model. docs/curves.md describes it.</summary>
public static class ModelCurvesFile
{
    /// <summary>Name of the file in the model's folder.</summary>
    public const string Name = "curves.json";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // The file is no web page: prompts stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads the curves of a model. Only what was measured is read; fits are computed from it again.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="fault">What is wrong with the file, by field; null when it is right or not there.</param>
    /// <returns>The curves; null when there is no file or a fault.</returns>
    public static ModelCurves? TryRead(string folder, out ModelFault? fault)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = new ModelFiles(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        try
        {
            fault = null;
            return File.Exists(files.PathOf(Name)) ? Read(files) : null;
        }
        catch (ModelException exception)
        {
            fault = exception.Fault;
            return null;
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="curves">The curves.</param>
    /// <returns>Full path of the file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static string Write(string folder, ModelCurves curves)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(curves);
        return WholeFile.Write(Path.Combine(folder, Name), [.. JsonSerializer.SerializeToUtf8Bytes(curves, Format), (byte)'\n']);
    }

    private static ModelCurves Read(ModelFiles files)
    {
        var file = files.NameOf(Name);
        var checks = new ModelCurvesChecks(file);
        try
        {
            using var stream = File.OpenRead(files.PathOf(Name));
            using var document = JsonDocument.Parse(stream, new() { AllowDuplicateProperties = false });
            // A later layout may differ in everything but this field.
            checks.CheckVersion(document.RootElement);
            var curves = document.Deserialize<ModelCurves>(Format) ?? throw new ModelException(file, "The file must hold a JSON object.");
            checks.Check(curves);
            return curves;
        }
        catch (JsonException exception)
        {
            throw new ModelException(file, $"{exception.Message} Calibrate the model again to replace the file.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(file, $"The file cannot be read: {exception.Message}", exception);
        }
    }
}

namespace EdgeAigc.Diffusion.Models;

/// <summary>Why a model cannot be used.</summary>
/// <param name="File">The file or folder at fault, starting with the model's name, e.g. <c>noto/unet/model.onnx</c>.</param>
/// <param name="Message">What is wrong with it and the way out.</param>
public sealed record ModelFault(string File, string Message);

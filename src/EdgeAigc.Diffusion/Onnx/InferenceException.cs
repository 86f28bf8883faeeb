namespace EdgeAigc.Diffusion.Onnx;

/// <summary>A model failed while it ran.</summary>
/// <param name="file">The model, starting with the name of its folder.</param>
/// <param name="message">What happened.</param>
/// <param name="inner">What ONNX Runtime threw, if it did.</param>
internal sealed class InferenceException(string file, string message, Exception? inner = null) : Exception($"{file}: {message}", inner);

namespace EdgeAigc.Diffusion.Models;

/// <summary>Carries a <see cref="ModelFault"/> out of the reader of a file to the boundary that returns it as a value.</summary>
internal sealed class ModelException(ModelFault fault, Exception? inner = null) : Exception($"{fault.File}: {fault.Message}", inner)
{
    public ModelException(string file, string message, Exception? inner = null)
        : this(new ModelFault(file, message), inner)
    {
    }

    /// <summary>What is wrong with which file.</summary>
    public ModelFault Fault { get; } = fault;
}

namespace EdgeAigc.Diffusion.Engine;

/// <summary>What a job spends time on.</summary>
internal enum JobPhase
{
    /// <summary>Waiting for the device, before and between its steps.</summary>
    Queued,

    /// <summary>Waiting for the files of its model.</summary>
    Fetching,

    /// <summary>Waiting for its model to be opened.</summary>
    Loading,

    /// <summary>Tokenizer and text encoder.</summary>
    Encoding,

    /// <summary>Steps of the batches it is part of.</summary>
    Denoising,

    /// <summary>Decoder, filter and image encoding.</summary>
    Decoding,
}

namespace EdgeAigc.Contracts.Generation;

/// <summary>Puts the parts of an image together as they arrive.</summary>
internal sealed class ImageAssembly
{
    private byte[] _image = [];

    /// <summary>Takes an event; the completed one gets its image.</summary>
    public GenerationEvent Take(GenerationEvent next)
    {
        switch (next)
        {
            // Another node, or the same one from the start.
            case GenerationAccepted:
                _image = [];
                return next;
            case ImagePart part:
                if (_image.Length != part.Total)
                    _image = new byte[part.Total];
                part.Bytes.CopyTo(_image, part.Offset);
                return next;
            case GenerationCompleted { Image.Length: 0 } completed:
                return completed with { Image = _image };
            default:
                return next;
        }
    }
}

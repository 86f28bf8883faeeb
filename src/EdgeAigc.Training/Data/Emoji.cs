namespace EdgeAigc.Training.Data;

/// <summary>One concept: its picture's file name and the words people use for it.</summary>
/// <param name="Name">Name by the Unicode Consortium in lower case, such as <c>red heart</c>.</param>
/// <param name="Keywords">Other words and short phrases for it, in lower case.</param>
/// <param name="Image">File name of the picture.</param>
internal sealed record Emoji(string Name, IReadOnlyList<string> Keywords, string Image);

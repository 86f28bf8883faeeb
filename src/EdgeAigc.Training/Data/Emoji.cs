namespace EdgeAigc.Training.Data;

/// <summary>One concept: its code points and the words people use for it.</summary>
/// <param name="Name">Name by the Unicode Consortium in lower case, such as <c>red heart</c>.</param>
/// <param name="Keywords">Other words and short phrases for it, in lower case.</param>
/// <param name="Code">Code points in lower-case hexadecimal with hyphens, such as <c>2764-fe0f</c>; the stem of the picture's file name.</param>
internal sealed record Emoji(string Name, IReadOnlyList<string> Keywords, string Code);

namespace EdgeAigc.Training.Data;

/// <summary>A licence whose text goes into a model folder.</summary>
/// <param name="Name">Name by SPDX.</param>
/// <param name="Resource">File of its text among the resources.</param>
internal sealed record Licence(string Name, string Resource)
{
    public static Licence Apache2 { get; } = new("Apache-2.0", "Apache-2.0.txt");

    public static Licence CreativeCommonsBy4 { get; } = new("CC-BY-4.0", "CC-BY-4.0.txt");

    public static Licence Mit { get; } = new("MIT", "MIT-Fluent.txt");
}

using System.CommandLine;

namespace EdgeAigc.Training.TwoTimescale;

internal static class StudyCommand
{
    public static Command Create() => new("t2drl-study", "todo");
}

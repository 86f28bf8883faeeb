using System.CommandLine;
using EdgeAigc.Training;
using EdgeAigc.Training.Native;
using EdgeAigc.Training.Sheet;
using EdgeAigc.Training.TwoTimescale;
using EdgeAigc.Training.TwoTimescale.Study;

TorchLibrary.Prepare();
var root = new RootCommand("Trains the bundled models of EdgeAigc.") { EmojiCommand.Create(), SheetCommand.Create(), ScenarioCommand.Create(), TrainingCommand.Create(), StudyCommand.Create() };
try
{
    // A checkpoint is written at the next step after Ctrl-C, however long a step takes.
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (OperationCanceledException)
{
    Console.WriteLine("\nStopped with a checkpoint; the same command goes on from there.");
    return 130;
}
catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

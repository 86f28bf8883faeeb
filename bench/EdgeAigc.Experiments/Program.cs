using System.CommandLine;
using EdgeAigc.Experiments.Planning;
using EdgeAigc.Experiments.Replay;
using EdgeAigc.Experiments.Simulate;
using EdgeAigc.Experiments.Study;

var root = new RootCommand("Runs decisions on made-up and recorded inputs and prints what they achieve.")
{
    PlanningExperiment.Create(),
    ReplayExperiment.Create(),
    SimulateCommand.Create(),
    StudyCommand.Create(),
};
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : code;

using System.CommandLine;
using EdgeAigc.Experiments.Planning;

var root = new RootCommand("Runs decisions on made-up and recorded inputs and prints what they achieve.")
{
    PlanningExperiment.Create(),
};
return await root.Parse(args).InvokeAsync();

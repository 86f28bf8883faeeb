using System.CommandLine;
using EdgeAigc.Load;
using EdgeAigc.Load.Http;
using EdgeAigc.Load.Validation;

var root = new RootCommand("Puts a node with the shipped models under load, in this process: real grains, engine and link.")
{
    LoadCommand.Create(), BidsCommand.Create(), OverheadCommand.Create(), StreamsCommand.Create(), FuzzCommand.Create(), ValidateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();

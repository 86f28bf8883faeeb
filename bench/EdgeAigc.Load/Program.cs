using System.CommandLine;
using EdgeAigc.Load;

var root = new RootCommand("Puts a node with the shipped models under load, in this process: real grains, engine and link.")
{
    LoadCommand.Create(), BidsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();

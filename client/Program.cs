using EdgeAigc.Client;

return await ClientCommand.RunAsync(args);

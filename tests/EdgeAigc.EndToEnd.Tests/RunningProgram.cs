using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeAigc.EndToEnd.Tests;

/// <summary>A program under test: what it printed so far, signals to it, and its end. Never outlives the test.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private RunningProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Receive(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static RunningProgram Start(string program, params string[] arguments) => Start(program, [], arguments);

    /// <summary>Starts a program with settings in its environment.</summary>
    public static RunningProgram Start(string program, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(program);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new(start);
    }

    /// <summary>Ends when the program has printed the text.</summary>
    public async Task WaitForAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            _awaited.Add((text, seen));
            Complete();
        }

        if (await Task.WhenAny(seen.Task, _process.WaitForExitAsync(TestContext.Current.CancellationToken)).WaitAsync(Patience) != seen.Task && !seen.Task.IsCompleted)
            throw new InvalidOperationException($"The program ended with {_process.ExitCode} and never printed '{text}'.\n{Output}\n{Errors}");
    }

    /// <summary>Ends when the program has ended.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Signal(int signal) => _ = SendSignal(_process.Id, signal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Receive(StringBuilder target, string? line)
    {
        if (line is null)
            return;
        lock (_awaited)
        {
            target.AppendLine(line);
            Complete();
        }
    }

    private void Complete()
    {
        foreach (var (text, seen) in _awaited)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal) || _errors.ToString().Contains(text, StringComparison.Ordinal))
                seen.TrySetResult();
        }
    }

    private string Read(StringBuilder text)
    {
        lock (_awaited)
            return text.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}

using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Engine;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLogger : ILogger<DenoisingEngine>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}".TrimEnd());
}

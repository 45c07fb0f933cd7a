using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Tests.Telemetry;

/// <summary>Stores log entries of a minimum level as text.</summary>
[ProviderAlias("InMemory")]
internal sealed class LogInMemory(LogLevel least = LogLevel.Information) : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(static line => line.Text)];

    public IReadOnlyList<string> Warnings => [.. _lines.Where(static line => line.Level >= LogLevel.Warning).Select(static line => line.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lines.Enqueue((logLevel, $"{formatter(state, exception)}{(exception is null ? "" : $" {exception}")}"));
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        // The stored lines stay readable.
    }
}

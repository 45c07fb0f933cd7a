using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace OzFunctions.Server.Logging;

/// <summary>
/// Formats the log for a person at a terminal: one line for each event, with the time of day and the last part of the category, followed by its exceptions.
/// The framework's single-line format prints full namespaces, and the whole stack trace in one line.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="isColoured">Whether to print warnings and errors in colour.</param>
internal sealed class ReadableFormatter(TimeProvider time, bool isColoured) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name of the formatter in the options.</summary>
    public const string FormatterName = "readable";

    private const string Ours = "   at OzFunctions.";
    private const string Yellow = "\e[33m";
    private const string Red = "\e[31m";
    private const string Plain = "\e[0m";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var (word, colour) = logEntry.LogLevel switch
        {
            >= LogLevel.Error => ("FAIL", Red),
            LogLevel.Warning => ("warn", Yellow),
            LogLevel.Information => ("info", ""),
            _ => ("more", ""),
        };

        var category = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        var isMarked = isColoured && colour.Length > 0;
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss} "));
        textWriter.Write(isMarked ? $"{colour}{word}{Plain}" : word);
        textWriter.WriteLine($" {category}: {OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception))}");
        for (var failure = logEntry.Exception; failure is not null; failure = failure.InnerException)
        {
            Write(failure, textWriter);
        }
    }

    // Only our own frames are printed. They lead to the calls into other code.
    private static void Write(Exception failure, TextWriter writer)
    {
        writer.WriteLine($"         {failure.GetType().Name}: {OneLine(FirstPartOf(failure))}");
        foreach (var frame in (failure.StackTrace ?? "").Split('\n').Where(static frame => frame.StartsWith(Ours, StringComparison.Ordinal)))
        {
            writer.WriteLine($"         {frame.TrimEnd()}");
        }
    }

    // Azure's clients append the response's body and headers after a blank line.
    private static string FirstPartOf(Exception failure) => failure.Message.ReplaceLineEndings("\n").Split("\n\n")[0];

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Server.Logging;

namespace OzFunctions.Tests.Server;

/// <summary>The human-readable log in Development.</summary>
public sealed class ReadableFormatterTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 3, 10, TimeSpan.Zero));

    [Fact]
    public void Event_IsOneLineWithTheTimeAndTheLastWordOfItsCategory() =>
        Assert.Equal("12:03:10 info WebhookEndpoints: Two lines.", Assert.Single(Lines(LogLevel.Information, "Two\r\nlines.\n", exception: null)));

    [Theory]
    [InlineData(LogLevel.Warning, "12:03:10 \e[33mwarn\e[0m WebhookEndpoints: Said.")]
    [InlineData(LogLevel.Error, "12:03:10 \e[31mFAIL\e[0m WebhookEndpoints: Said.")]
    [InlineData(LogLevel.Information, "12:03:10 info WebhookEndpoints: Said.")]
    public void Level_IsColouredOnATerminal(LogLevel level, string expected) =>
        Assert.Equal(expected, Assert.Single(Lines(level, "Said.", exception: null, isColoured: true)));

    [Fact]
    public void Exception_IsLoggedWithAllCausesAndOurOwnFrames()
    {
        var lines = Lines(LogLevel.Error, "It failed.", Caught());

        Assert.Equal("12:03:10 FAIL WebhookEndpoints: It failed.", lines[0]);
        Assert.Equal("         InvalidOperationException: outer", lines[1]);
        Assert.Contains($"   at {typeof(ReadableFormatterTests).FullName}.{nameof(Caught)}()", lines[2], StringComparison.Ordinal);
        Assert.Equal("         FormatException: first Status: 404", lines[3]);
        Assert.StartsWith("         FormatException: The input string 'no number'", lines[4], StringComparison.Ordinal);
        Assert.Contains(nameof(Caught), lines[5], StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
        Assert.DoesNotContain(lines, static line => line.Contains("x-ms-headers", StringComparison.Ordinal) || line.Contains("System.Number", StringComparison.Ordinal));
    }

    private static InvalidOperationException Caught()
    {
        try
        {
            try
            {
                return new InvalidOperationException($"{int.Parse("no number", System.Globalization.CultureInfo.InvariantCulture)}");
            }
            catch (FormatException e)
            {
                throw new InvalidOperationException("outer", new FormatException("first\nStatus: 404\n\nHeaders:\nx-ms-headers", e));
            }
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private string[] Lines(LogLevel level, string text, Exception? exception, bool isColoured = false)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(level, "OzFunctions.Web.Webhooks.WebhookEndpoints", default, text, exception, static (state, _) => state);
        new ReadableFormatter(_clock, isColoured).Write(in entry, scopeProvider: null, writer);
        return writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}

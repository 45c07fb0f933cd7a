using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging.Console;

namespace OzFunctions.Server.Logging;

/// <summary>What the server writes to the console: lines for a person in Development, a JSON object a line for machines elsewhere.</summary>
internal static class ConsoleLogging
{
    private const string NoColour = "NO_COLOR";

    /// <summary>Sets how the log is written.</summary>
    /// <param name="logging">The logging.</param>
    /// <param name="environment">Tells Development from the rest.</param>
    public static void AddOzConsole(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            AddReadable(logging);
            return;
        }

        logging.AddJsonConsole(static json =>
        {
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            json.UseUtcTimestamp = true;

            // They hold the trace id.
            json.IncludeScopes = true;

            // Nobody puts it into a page, and an apostrophe should be one.
            json.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }

    private static void AddReadable(ILoggingBuilder logging)
    {
        var isColoured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(NoColour));
        logging.AddConsole(static console => console.FormatterName = ReadableFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(provider => new ReadableFormatter(provider.GetRequiredService<TimeProvider>(), isColoured));

        // The greeting says where it listens.
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }
}

using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging.Console;

namespace OzFunctions.Server.Logging;

/// <summary>The server's console log: readable lines in Development, and one JSON object per line elsewhere.</summary>
internal static class ConsoleLogging
{
    /// <summary>Configures the console log.</summary>
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

            // Scopes contain the trace id.
            json.IncludeScopes = true;

            // The output is not embedded in HTML, so characters such as apostrophes need no escaping.
            json.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }

    private static void AddReadable(ILoggingBuilder logging)
    {
        var isColoured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        logging.AddConsole(static console => console.FormatterName = ReadableFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(provider => new ReadableFormatter(provider.GetRequiredService<TimeProvider>(), isColoured));

        // The greeting shows the address.
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }
}

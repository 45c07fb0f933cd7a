using OzFunctions.Web;

namespace OzFunctions.Server;

/// <summary>What the server says once it serves.</summary>
internal static class Greeting
{
    /// <summary>Prints where to post and what to try.</summary>
    /// <param name="app">The running server.</param>
    public static void Print(WebApplication app)
    {
        var api = app.Urls.First() + Routes.Prefix;
        var key = app.Environment.IsDevelopment() ? "" : "?code=<webhook key>";

        Console.WriteLine(
            $$"""

            OzFunctions serves {{api}} ({{app.Environment.EnvironmentName}}). Ctrl+C stops it.

              Oz posts to       {{api}}/{{Routes.OzWebhooks}}{{key}}
              A folder          {{api}}/{{Routes.Folder}}
              What was refused  {{api}}/{{Routes.RejectedWebhooks}}
              Ready?            {{api}}/{{Routes.Ready}}

            Try: curl -d '{"folder_id":"my-first-folder","resolution_status":"PROCESSING"}' '{{api}}/{{Routes.OzWebhooks}}{{key}}'

            """);
    }
}

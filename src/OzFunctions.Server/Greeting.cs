using OzFunctions.Server.Logging;
using OzFunctions.Web;

namespace OzFunctions.Server;

/// <summary>What the server says once it serves.</summary>
internal static class Greeting
{
    /// <summary>Prints where to post and what to try; outside Development, where a machine reads it, only that it serves.</summary>
    /// <param name="app">The running server.</param>
    public static void Print(WebApplication app)
    {
        var api = app.Urls.First() + Routes.Prefix;
        if (!app.Environment.IsDevelopment())
        {
            StartLog.Serves(app.Logger, api, app.Environment.EnvironmentName);
            return;
        }

        Console.WriteLine(
            $$"""

            OzFunctions serves {{api}} ({{app.Environment.EnvironmentName}}). Ctrl+C stops it.

              Oz posts to       {{api}}/{{Routes.OzWebhooks}}
              A folder          {{api}}/{{Routes.Folder}}
              Dashboard         {{api}}/dashboard
              What was refused  {{api}}/{{Routes.RejectedWebhooks}}
              Ready?            {{api}}/{{Routes.Ready}}

            Try: curl -d '{"folder_id":"my-first-folder","resolution_status":"PROCESSING"}' '{{api}}/{{Routes.OzWebhooks}}'

            """);
    }
}

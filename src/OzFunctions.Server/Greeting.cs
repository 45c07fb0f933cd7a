using OzFunctions.Server.Logging;
using OzFunctions.Web;

namespace OzFunctions.Server;

/// <summary>The message of a started server.</summary>
internal static class Greeting
{
    /// <summary>Prints the main URLs and an example request. Outside Development, only logs that the server has started.</summary>
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

            OzFunctions serves {{api}} ({{app.Environment.EnvironmentName}}). Press Ctrl+C to stop it.

              Oz posts to        {{api}}/{{Routes.OzWebhooks}}
              A folder           {{api}}/{{Routes.Folder}}
              Dashboard          {{api}}/dashboard
              Rejected webhooks  {{api}}/{{Routes.RejectedWebhooks}}
              Ready?             {{api}}/{{Routes.Ready}}

            Try: curl -d '{"folder_id":"my-first-folder","resolution_status":"PROCESSING"}' '{{api}}/{{Routes.OzWebhooks}}'

            """);
    }
}

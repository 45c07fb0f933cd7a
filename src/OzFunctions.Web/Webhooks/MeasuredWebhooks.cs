using System.Globalization;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Webhooks;

/// <summary>Receives webhooks, and measures their duration and outcome.</summary>
/// <param name="webhooks">Receives them.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredWebhooks(WebhookEndpoints webhooks, OzMetrics metrics, TimeProvider time)
{
    private const string Unavailable = "unavailable";

    /// <summary><c>POST</c> or <c>PUT oz/webhooks</c>; any other method is a probe.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The response.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was acknowledged.</exception>
    public async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        if (WebhookProbe.Is(request))
        {
            return WebhookProbe.Answer(request);
        }

        var began = time.GetTimestamp();
        var outcome = Unavailable;
        try
        {
            var answer = await webhooks.ReceiveAsync(request);
            outcome = OutcomeOf(answer);
            return answer;
        }
        finally
        {
            metrics.Webhook(outcome, time.GetElapsedTime(began));
        }
    }

    private static string OutcomeOf(IResult answer) => (answer as IValueHttpResult)?.Value switch
    {
        WebhookDocument document => document.Outcome,
        WebhookOutcomeDocument document => document.Outcome,
        _ => string.Create(CultureInfo.InvariantCulture, $"refused_{(answer as IStatusCodeHttpResult)?.StatusCode}"),
    };
}

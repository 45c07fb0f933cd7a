using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Functions;

/// <summary>Receives webhooks and lists the refused ones.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="webhooks">Takes webhooks.</param>
/// <param name="rejected">Shows what was refused.</param>
public sealed class WebhookFunctions(RequestHandler handler, MeasuredWebhooks webhooks, RejectedWebhookEndpoints rejected)
{
    /// <summary>Receives a webhook. Give Oz this function's own key.</summary>
    [Function(nameof(OzWebhooks))]
    public Task<IResult> OzWebhooks([HttpTrigger(AuthorizationLevel.Function, "post", "put", "get", "head", "options", Route = Routes.OzWebhooks)] HttpRequest request) =>
        handler.RunAsync(request, Routes.OzWebhooks, webhooks.ReceiveAsync);

    /// <summary>Lists refused webhooks.</summary>
    [Function(nameof(RejectedWebhooks))]
    public Task<IResult> RejectedWebhooks([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.RejectedWebhooks)] HttpRequest request) =>
        handler.RunAsync(request, Routes.RejectedWebhooks, rejected.ListAsync);
}

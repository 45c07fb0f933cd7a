using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Webhooks;

/// <summary>Requires an explicit webhook mode outside Development.</summary>
/// <param name="environment">Whether this is Development.</param>
public sealed class ValidateWebhookMode(IHostEnvironment environment) : IValidateOptions<WebhookOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) => options.Mode switch
    {
        null when !environment.IsDevelopment() => ValidateOptionsResult.Fail(
            "Webhook:Mode is not set. Trust applies the content of a webhook, so anybody who knows the webhook key can set a verdict. Verify asks Oz about every webhook instead."),
        _ => ValidateOptionsResult.Success,
    };
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Webhooks;

/// <summary>Refuses to start with a mode that nobody chose.</summary>
/// <param name="environment">Tells Development from the rest.</param>
public sealed class ValidateWebhookMode(IHostEnvironment environment) : IValidateOptions<WebhookOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) => options.Mode switch
    {
        null when !environment.IsDevelopment() => ValidateOptionsResult.Fail(
            "Webhook:Mode is not set: Trust applies what a webhook says, so that whoever knows the webhook key can set a verdict; choose it knowingly. Verify asks Oz about each."),
        _ => ValidateOptionsResult.Success,
    };
}

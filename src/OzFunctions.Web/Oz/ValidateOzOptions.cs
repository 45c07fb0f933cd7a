using Microsoft.Extensions.Options;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Web.Oz;

/// <summary>Rejects an incomplete account, and a webhook mode that needs one without it.</summary>
/// <param name="webhooks">The settings of webhooks.</param>
public sealed class ValidateOzOptions(IOptions<WebhookOptions> webhooks) : IValidateOptions<OzOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OzOptions options) => ValidationResult.Of(Failures(options));

    private IEnumerable<string> Failures(OzOptions options)
    {
        string?[] account = [options.BaseUrl, options.Email, options.Password];
        if (account.Any(string.IsNullOrEmpty) && account.Any(static part => !string.IsNullOrEmpty(part)))
        {
            yield return "Oz:BaseUrl, Oz:Email and Oz:Password belong together: set all three or none.";
        }

        if (!options.IsConfigured && webhooks.Value.Mode is WebhookMode.Verify)
        {
            yield return "Webhook:Mode is Verify, which calls Oz for every webhook: set Oz:BaseUrl, Oz:Email and Oz:Password.";
        }

        if (options.IsConfigured && (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0))
        {
            yield return "Oz:BaseUrl is not an absolute https URL without user.";
        }
        else if (options.IsConfigured && new Uri(options.BaseUrl!).Scheme == "http" && !options.AllowHttp)
        {
            yield return "Oz:BaseUrl is http, which would send the password unencrypted: use https, or set Oz:AllowHttp to true.";
        }
    }
}

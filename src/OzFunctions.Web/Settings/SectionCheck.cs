using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Settings;

/// <summary>
/// Checks the text of a section's settings before they are bound, because the binder accepts too much: <c>2</c> for a member of an enumeration,
/// <c>5</c> for five days, <c>0x10</c> for a number.
/// </summary>
/// <param name="section">The section's name.</param>
/// <param name="configuration">The settings.</param>
/// <param name="environment">Short secrets are accepted in Development only.</param>
/// <typeparam name="TOptions">The options to which the section is bound.</typeparam>
internal sealed class SectionCheck<TOptions>(string section, IConfiguration configuration, IHostEnvironment environment) : IConfigureOptions<TOptions>
    where TOptions : class
{
    /// <summary>Checks the section. Does not change the options.</summary>
    /// <param name="options">The options, not yet bound.</param>
    /// <exception cref="OptionsValidationException">Settings are wrong; the message has a sentence for each.</exception>
    public void Configure(TOptions options)
    {
        var check = new SettingsCheck(environment.IsDevelopment());
        string[] failures = [.. check.FindProblems(configuration.GetSection(section), typeof(TOptions))];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), failures);
        }
    }
}

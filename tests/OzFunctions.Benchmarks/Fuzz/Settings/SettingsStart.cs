using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Server.Schedules;
using OzFunctions.Storage;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Oz;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;
using OzFunctions.Web.Telemetry;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>Validates settings as the server does when it starts, in the same order. Can be used repeatedly, but not concurrently.</summary>
internal sealed class SettingsStart
{
    private readonly Source _source = new();
    private readonly ProductionEnvironment _environment = new();
    private readonly ServiceProvider _services;

    /// <summary>Creates it.</summary>
    public SettingsStart()
    {
        Configuration = new ConfigurationRoot([_source]);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new PausedClock());
        services.AddSingleton<IConfiguration>(Configuration);
        services.AddSingleton<IHostEnvironment>(_environment);
        services.AddOzWeb().AddSchedules();
        services.AddSingleton<ValidateKeyOptions>();
        services.AddSingleton<IValidateOptions<KeyOptions>>(provider => new OutsideDevelopment(_environment, provider.GetRequiredService<ValidateKeyOptions>()));
        services.AddSingleton(typeof(IOptions<>), typeof(FreshOptions<>));
        services.AddSingleton(typeof(IOptionsMonitor<>), typeof(FreshOptions<>));
        _services = services.BuildServiceProvider();
    }

    /// <summary>The settings of the last start.</summary>
    public IConfigurationRoot Configuration { get; }

    /// <summary>Checks settings as a start does.</summary>
    /// <param name="input">The settings.</param>
    /// <returns>What stops the start; null when nothing does.</returns>
    public string? Start(SettingsInput input)
    {
        _source.Replace(input.Values);
        _environment.EnvironmentName = input.IsDevelopment ? Environments.Development : Environments.Production;
        try
        {
            // The storage clients are expensive to create and depend on no other setting.
            if (input.HasOtherStorage)
            {
                var account = new StorageAccount(Configuration.GetSection(StorageExtensions.AccountSetting), input.IsDevelopment);
                account.Tables();
                account.Queues();
            }

            CheckTelemetry();
            _services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (Exception e) when (SettingsErrors.SentenceOf(e) is { } sentence)
        {
            return sentence;
        }
    }

    /// <summary>The options as they are bound, by their sections.</summary>
    /// <returns>The options.</returns>
    public IReadOnlyList<(string Section, object Options)> Bound() =>
    [
        (WebhookOptions.Section, Of<WebhookOptions>()), (OzOptions.Section, Of<OzOptions>()), (ReconciliationOptions.Section, Of<ReconciliationOptions>()), (RetentionOptions.Section, Of<RetentionOptions>()),
        (FolderOptions.Section, Of<FolderOptions>()), (KeyOptions.Section, Of<KeyOptions>()), (NotificationOptions.Section, Of<NotificationOptions>()),
    ];

    /// <summary>Uses settings with which the start went well, as the services do that are built of them.</summary>
    public void Use()
    {
        var notifications = _services.GetRequiredService<IOptions<NotificationOptions>>();
        NotificationSetup.Settings(notifications);
        NotificationSetup.Schedule(notifications, static () => 0.5);
        AddressGuard.Of(notifications.Value, _environment.IsDevelopment());
        Of<ReconciliationOptions>().ToSettings(TimeSpan.FromDays(Of<RetentionOptions>().Days));
        if (notifications.Value.Proxy is { } proxy)
        {
            NotificationProxy.Of(proxy);
        }
    }

    // Of TelemetrySetup all but the SDKs.
    private void CheckTelemetry()
    {
        string[] problems = [.. TelemetryCheck.FindProblems(Configuration)];
        if (problems.Length > 0)
        {
            throw new OptionsValidationException("", typeof(TelemetrySetup), problems);
        }

        foreach (var signal in OtlpTarget.Signals)
        {
            OtlpTarget.Of(Configuration, signal);
        }

        ResourceAttributes.Of(Configuration);
        ApplicationInsightsSettings.CredentialOf(Configuration[TelemetrySetup.ApplicationInsightsAuthentication]);
    }

    private TOptions Of<TOptions>()
        where TOptions : class => _services.GetRequiredService<IOptions<TOptions>>().Value;

    private sealed class Source : ConfigurationProvider, IConfigurationSource
    {
        private ILookup<string, string> _children = Array.Empty<string>().ToLookup(static key => key);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        // A consumer that kept the change token reads the new values.
        public void Replace(IReadOnlyDictionary<string, string?> values)
        {
            Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);
            _children = Data.Keys.SelectMany(Prefixes).Distinct(StringComparer.OrdinalIgnoreCase)
                .ToLookup(static key => ConfigurationPath.GetParentPath(key) ?? "", static key => ConfigurationPath.GetSectionKey(key)!, StringComparer.OrdinalIgnoreCase);
            OnReload();
        }

        // The binder asks for the children of every property, and the framework looks over all keys each time.
        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            earlierKeys.Concat(_children[parentPath ?? ""]).Order(Comparer<string>.Create(ConfigurationKeyComparer.Instance.Compare));

        private static IEnumerable<string> Prefixes(string key)
        {
            for (var end = key.IndexOf(':', StringComparison.Ordinal); end >= 0; end = key.IndexOf(':', end + 1))
            {
                yield return key[..end];
            }

            yield return key;
        }
    }

    private sealed class OutsideDevelopment(IHostEnvironment environment, ValidateKeyOptions rules) : IValidateOptions<KeyOptions>
    {
        public ValidateOptionsResult Validate(string? name, KeyOptions options) => environment.IsDevelopment() ? ValidateOptionsResult.Skip : rules.Validate(name, options);
    }
}

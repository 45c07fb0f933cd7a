using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using OzFunctions.Server;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.FunctionsApp;
using OzFunctions.Web.Settings;

namespace OzFunctions.Tests.Docs;

/// <summary>The bound settings match the help text, the settings page and the sample settings.</summary>
[StartsProcesses]
public sealed partial class SettingsTests
{
    // No example value of these settings would work unchanged.
    private static readonly string[] NotInTheSample =
    [
        "Notifications:Proxy", "Azurite:CacheDirectory", "ClientCertificate", "ClientCertificatePassword",
        "ConnectionString", "FullyQualifiedNamespace", "QueueServiceUri", "EntityName", "TopicEndpoint", "AccessKey", "ClientId",
    ];

    private static readonly IReadOnlyList<(string Name, object? Default)> Bound =
    [
        .. typeof(KnownSettings).Assembly.GetTypes()
            .Where(static type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is not null)
            .SelectMany(static type => PropertiesOf(type, (string)type.GetField("Section")!.GetRawConstantValue()!)),
    ];

    private static IEnumerable<string> Sections => Bound.Select(static setting => setting.Name.Split(':')[0]).Distinct();

    [Fact]
    public void OptionsThatAreBound_AreAllKnownAndNoOthers() => Assert.Equal(
        Bound.Select(static setting => setting.Name).Order(StringComparer.Ordinal),
        KnownSettings.All.Where(static setting => Sections.Contains(setting.Name.Split(':')[0])).Select(static setting => Numbers().Replace(setting.Name, "{n}")).Order(StringComparer.Ordinal));

    [Fact]
    public void Defaults_AreThoseOfTheOptions() => Assert.All(Bound.Where(static setting => setting.Default is bool or int or TimeSpan or string { Length: > 0 }), static setting =>
    {
        var known = KnownSettings.All.Single(known => Numbers().Replace(known.Name, "{n}") == setting.Name);
        Assert.Equal($"`{Convert.ToString(setting.Default, CultureInfo.InvariantCulture)}`", known.Default, ignoreCase: true);
    });

    [Fact]
    public void Page_HasTheSameTable()
    {
        var rows = KnownSettings.All.Select(static setting => $"| `{setting.Name}` | {setting.Meaning} | {setting.Default} |");

        Assert.Contains($"| setting | meaning | default |\n|---|---|---|\n{string.Join('\n', rows)}\n\n", Repository.Read("docs/settings.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_HoldsEverySettingThatHasAWorkingValueAndNoneThatIsUnknown()
    {
        var sample = SampleSettings.All.ToDictionary(static setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), static setting => (string?)setting.Value);
        var held = sample.Keys.Select(static name => Digits().Replace(name, ":{n}"));
        var missing = Bound.Select(static setting => setting.Name.Replace("{name}", "local", StringComparison.Ordinal)).Except(held);

        Assert.All(missing, static name => Assert.Contains(NotInTheSample, without => name.EndsWith(without, StringComparison.Ordinal)));
        Assert.Empty(UnknownSettings.In(Configuration(sample)));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void Help_ListsEverySettingAndItsVariable(string asked)
    {
        var help = CommandLine.AnswerTo(["--Webhook:Mode=Trust", asked])!;

        Assert.All(KnownSettings.All, setting =>
        {
            Assert.Contains($"\n--{setting.Name}=\n", help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains(setting.Variable, help, StringComparison.Ordinal);
        });
        Assert.All(help.Split('\n'), static line => Assert.InRange(line.Length, 0, 110));
    }

    [Fact]
    public async Task Help_NeedsNeitherSettingsNorStorage()
    {
        var (exitCode, output) = await ServerProcess.RunToEndAsync([], "--version");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^OzFunctions \d+\.\d+\.\d+", output);
        Assert.Null(CommandLine.AnswerTo(["--Webhook:Mode=Trust"]));
    }

    [Theory]
    [InlineData("Webhook:Mod", "Webhook:Mode")]
    [InlineData("Webhok:Mode", "Webhook:Mode")]
    [InlineData("Keys:Webhook", "Keys:Webhook:0")]
    [InlineData("Keys:Admin", "Keys:Admin:who")]
    [InlineData("Key:Admin:alice", "Keys:Admin:alice")]
    [InlineData("Notifications:Endpoints:3:Secret", "Notifications:Endpoints:3:Secrets:0")]
    [InlineData("Notifications:Endpoint:0:Url", "Notifications:Endpoints:0:Url")]
    [InlineData("Notifications:Endpoints:Url", "Notifications:Endpoints:0:Url")]
    [InlineData("Retention:Day", "Retention:Days")]
    [InlineData("Azurite:CacheDir", "Azurite:CacheDirectory")]
    public void MisspeltSetting_IsNamedWithTheNearest(string name, string nearest) =>
        Assert.Equal([(name, nearest)], UnknownSettings.In(Configuration(new() { [name] = "secret-4711", ["Webhook:MaxBodyBytes"] = "2048" })));

    [Theory]
    [InlineData("Logging:LogLevel:OzFunctions")]
    [InlineData("AzureWebJobsStorage:blobServiceUri")]
    [InlineData("AzureFunctionsJobHost:logging")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    [InlineData("WEBHOOK:mode")]
    [InlineData("Webhooks")]
    [InlineData("Keys:Admin:anybody")]
    public void OtherSetting_IsIgnored(string name) => Assert.Empty(UnknownSettings.In(Configuration(new() { [name] = "x" })));

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    // A list has one setting for each index, a dictionary one for each name.
    private static IEnumerable<(string Name, object? Default)> PropertiesOf(Type type, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
        {
            var name = $"{prefix}:{property.Name}";
            var element = property.PropertyType.GetGenericArguments().FirstOrDefault();
            return property.PropertyType switch
            {
                { IsGenericType: true } dictionary when dictionary.GetGenericTypeDefinition() == typeof(IDictionary<,>) => [($"{name}:{{name}}", (object?)null)],
                { IsGenericType: true } list when typeof(IEnumerable).IsAssignableFrom(list) && element!.IsClass && element != typeof(string) => PropertiesOf(element, $"{name}:{{n}}"),
                { IsGenericType: true } list when typeof(IEnumerable).IsAssignableFrom(list) => [($"{name}:{{n}}", null)],
                _ => [(name, property.GetValue(Activator.CreateInstance(type)))],
            };
        });

    [GeneratedRegex(@"\{\d+\.\.\d+\}")]
    private static partial Regex Numbers();

    [GeneratedRegex(@":\d+")]
    private static partial Regex Digits();
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Telemetry;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;
using OzFunctions.Web.Settings;

namespace OzFunctions.Tests.Docs;

/// <summary>Routes, settings and files named in the documentation exist.</summary>
public sealed partial class PageTests
{
    private const string TableOfRoutes = "docs/http.md";

    private static readonly Regex[] Served =
    [
        .. typeof(Routes).GetFields().Where(static field => field.Name != nameof(Routes.Prefix)).Select(static field => PatternOf((string)field.GetRawConstantValue()!)),
    ];

    // Pages that may mention names that are neither routes nor settings.
    private static readonly string[] WithoutNames =
        ["docs/performance.md", "docs/status-rules.md", "docs/telemetry.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

    private static readonly string[] WithoutRoutes = [.. WithoutNames, "docs/architecture.md", "docs/guarantees.md", "docs/settings.md"];

    public static TheoryData<string> Paths => [.. Page.All.Select(static page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Routes_AreServed(string path)
    {
        var named = RoutesNamed().Matches(PageOf(path).Text).Select(static match => match.Groups["route"].Value).Distinct().ToList();

        Assert.Equal(WithoutRoutes.Contains(path), named.Count == 0);
        Assert.All(named, static route => Assert.Contains(Served, served => served.IsMatch(route)));
    }

    [Fact]
    public void TableOfRoutes_HasEveryRoute()
    {
        var named = RoutesNamed().Matches(PageOf(TableOfRoutes).Text).Select(static match => match.Groups["route"].Value).ToHashSet();
        var served = typeof(Routes).GetFields().Where(static field => field.Name is not (nameof(Routes.Prefix) or nameof(Routes.DashboardFile))).Select(static field => (string)field.GetRawConstantValue()!);

        Assert.All(served, route => Assert.Contains(route, named));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void QueryParameters_AreThoseOfTheRoute(string path) => Assert.All(QueriesNamed().Matches(PageOf(path).Text), static query =>
    {
        var known = TableRoutes().Matches(Repository.Read(TableOfRoutes))
            .Where(row => PatternOf(row.Groups["route"].Value).IsMatch(query.Groups["route"].Value))
            .SelectMany(static row => NamesIn(row))
            .Append("code");
        Assert.All(NamesIn(query).Where(static name => !name.StartsWith("meta.", StringComparison.Ordinal)), name => Assert.Contains(name, known));
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Settings_AreKnown(string path)
    {
        var named = SettingsNamed().Matches(PageOf(path).Text).Select(static match => Numbers().Replace(match.Value.Replace("__", ":", StringComparison.Ordinal), "0").TrimEnd(':')).Distinct().ToList();

        Assert.Equal(WithoutNames.Contains(path), named.Count == 0);
        Assert.All(named, static name => Assert.True(
            KnownSettings.All.Any(known => Numbers().Replace(known.Name, "0").StartsWith($"{name}:", StringComparison.Ordinal))
                || !UnknownSettings.In(new ConfigurationBuilder().AddInMemoryCollection([new(name, "x")]).Build()).Any(),
            $"{name} is not a setting."));
    }

    [Fact]
    public void Metrics_AreMeasured()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => measured.Add(instrument.Name) };
        listener.Start();
        _ = new OzMetrics(services.GetRequiredService<IMeterFactory>());

        var named = Page.All.SelectMany(static page => MetricsNamed().Matches(page.Text)).Select(static match => match.Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, measured));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Links_HaveTargets(string path)
    {
        var page = PageOf(path);
        Assert.All(page.Links.Where(static link => !link.StartsWith("http", StringComparison.Ordinal)), link =>
        {
            var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = file.Length == 0 ? path : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, file)));
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{link} points to a missing file.");
            Assert.True(anchor is null || PageOf(target.Replace('\\', '/')).Anchors.Contains(anchor), $"{link} points to a missing heading.");
        });
    }

    private static Regex PatternOf(string route) => new($"^{Braces().Replace(route, "[^/]+")}$");

    private static IEnumerable<string> NamesIn(Match query) => ParameterNames().Matches(query.Groups["query"].Value).Select(static name => name.Groups[1].Value);

    private static Page PageOf(string path) => Page.All.Single(page => page.Path == path);

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Braces();

    // Event Grid topics have similar paths.
    [GeneratedRegex(@"(?:(?<!azure\.net)/api/|\$api/|`(?:GET|POST|PUT|DELETE) )(?<route>[a-z{<][a-zA-Z0-9/<>{} .-]*[a-zA-Z0-9>}])(?=[?'""`\s,;)&])")]
    private static partial Regex RoutesNamed();

    [GeneratedRegex(@"(?:/api/|\$api/)(?<route>[a-z][a-zA-Z0-9/<>{}.-]*)\?(?<query>[^'""`\s]+)")]
    private static partial Regex QueriesNamed();

    [GeneratedRegex(@"`(?:GET|POST|PUT|DELETE) (?<route>[a-z][a-zA-Z0-9/{}]*)\?(?<query>[^`\s]+)")]
    private static partial Regex TableRoutes();

    [GeneratedRegex(@"(?:^|&)([a-zA-Z.{}_]+)=")]
    private static partial Regex ParameterNames();

    [GeneratedRegex(@"(?<![A-Za-z/.:])(?:Webhook|Oz|Keys|Folders|Notifications|Reconciliation|Retention|Azurite)(?::|__)[A-Za-z0-9_:{}.<>]*[A-Za-z0-9}>]")]
    private static partial Regex SettingsNamed();

    [GeneratedRegex(@"\{(?:n|\d+\.\.\d+)\}|(?<=:)\d+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\bozfunctions\.[a-z._]*[a-z]")]
    private static partial Regex MetricsNamed();
}

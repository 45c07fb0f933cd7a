using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OzFunctions.Tests.Builders;
using static Microsoft.Playwright.Assertions;

namespace OzFunctions.Tests.Dashboard;

/// <summary>
/// The appearance of the page, and its use without a mouse. Screenshots are stored in <c>artifacts/dashboard</c>; those in the README come
/// from there.
/// </summary>
[StartsProcesses]
[Collection<DashboardCollection>]
public sealed class DashboardAppearanceTests(DashboardScene scene)
{
    private static readonly string Pictures = Path.Combine(Repository.Root, "artifacts", "dashboard");

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task EveryView_FitsItsScreen_AndBreaksNoRuleOfWcag21AA(int width, ColorScheme scheme)
    {
        await scene.PostDeadAsync("picture");
        await using var page = await DashboardPage.OpenAsync(scene, width: width, scheme: scheme);

        await CheckAsync(page, "overview", page.Section("Reconciliation"), width, scheme);
        await page.Button("Keys").ClickAsync();
        await CheckAsync(page, "keys", page.Tab.GetByRole(AriaRole.Dialog), width, scheme);
        await page.Tab.Keyboard.PressAsync("Escape");
        foreach (var (name, route, heading) in new[]
        {
            ("folder", $"folders/{DashboardScene.HostileId}", $"Folder {DashboardScene.HostileId}"),
            ("folders", $"folders?day={TimeProvider.System.GetUtcNow():yyyy-MM-dd}", "Folders of"),
            ("open", "open?reason=operatorRequired", "Open folders"),
        })
        {
            await page.GoAsync($"#/{route}");
            await Expect(page.Heading).ToContainTextAsync(heading);
            await CheckAsync(page, name, page.Tab.GetByRole(AriaRole.Region).First, width, scheme);
        }
    }

    [Fact]
    public async Task Keyboard_ReachesEveryControl_WithoutAFocusTrap()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        await Expect(page.Section("Reconciliation")).ToBeVisibleAsync();
        var all = await page.Tab.EvaluateAsync<int>("() => document.querySelectorAll('body > :not(dialog) :is(a[href], button, input, select, summary)').length");

        // One round of the Tab key, from the start of the page until the focus leaves it.
        var reached = new HashSet<string>();
        for (var i = 0; i < all; i++)
        {
            await page.Tab.Keyboard.PressAsync("Tab");
            reached.Add(await page.Tab.EvaluateAsync<string>("() => { const e = document.activeElement; const s = getComputedStyle(e); return `${[...document.querySelectorAll('*')].indexOf(e)} ${s.outlineStyle} ${parseFloat(s.outlineWidth) > 0}`; }"));
        }

        Assert.Equal(all, reached.Count);
        Assert.All(reached, static element => Assert.EndsWith("true", element, StringComparison.Ordinal));
        Assert.DoesNotContain(reached, static element => element.Contains(" none ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keyboard_OpensAFolderAndComesBack()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        await page.Section("Overdue").GetByRole(AriaRole.Link).FocusAsync();

        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(page.Heading).ToBeFocusedAsync();
        await Expect(page.Heading).ToHaveTextAsync($"Folder {DashboardScene.OverdueId}");
        await page.Tab.GoBackAsync();

        await Expect(page.Section("Today")).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(DashboardPage page, string name, ILocator isThere, int width, ColorScheme scheme)
    {
        await Expect(isThere).ToBeVisibleAsync();
        await page.Tab.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
        Assert.False(await page.ScrollsSidewaysAsync(), $"{name} is wider than {width} pixels.");

        var result = await page.Tab.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
        Assert.NotEmpty(result.Passes);
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.SelectMany(static violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))));
    }
}

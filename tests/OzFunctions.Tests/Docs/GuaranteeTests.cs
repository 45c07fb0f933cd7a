using System.Text.RegularExpressions;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>The tests named on the guarantees page exist.</summary>
public sealed partial class GuaranteeTests
{
    [Fact]
    public void Tests_ThatThePageNames_Exist()
    {
        var named = Names().Matches(Repository.Read("docs/guarantees.md")).Select(static match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).ToList();
        var known = typeof(GuaranteeTests).Assembly.GetTypes().ToLookup(static type => type.Name);

        Assert.InRange(named.Count, 30, 300);
        Assert.All(named, test => Assert.Contains(known[test.Class], type => type.GetMethod(test.Method)?.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0));
    }

    [GeneratedRegex("`([A-Za-z]+(?:Tests|Contract))\\.([A-Za-z0-9_]+)`")]
    private static partial Regex Names();
}

using System.Globalization;
using OzFunctions.Core.Endpoints;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>The page about notifications states the limits of an endpoint as they are.</summary>
public sealed class EndpointCapacityPageTests
{
    [Fact]
    public void LimitsByDefault_AreStated()
    {
        var capacity = new EndpointCapacity(EndpointCapacity.Default);
        var stated = Repository.Read("docs/notifications.md").Split("| limit | by `MaxConcurrent` | by default |\n|---|---|---|\n")[1].Split("\n\n")[0].Split('\n')
            .Select(static row => double.Parse(row.Trim('|', ' ').Split(" | ")[^1], CultureInfo.InvariantCulture));

        Assert.Equal([capacity.MaxConcurrent, capacity.MaxQueued, capacity.MaxReleased, Math.Round(1 / capacity.ReleaseInterval.TotalSeconds), capacity.MaxConnections], stated);
    }
}

//! bash's `%n`: the variable that the argument names gets the number of bytes printed so far.

use super::{Printer, Step};
use crate::shell::characters::is_name;
use crate::shell::execution::{Access, Flow};
use crate::text::raw_byte;

impl Printer<'_> {
    pub(super) async fn count(&mut self) -> Flow<Step> {
        let Some(argument) = self.arguments.next().copied() else {
            return Ok(Step::Goes);
        };
        let name = self.shell.str(argument).to_owned();
        if name.is_empty() {
            return Ok(Step::Goes);
        }
        if !is_name(&name) {
            self.status = 1;
            self.complain(&format!("`{name}': not a valid identifier"))
                .await?;
            return Ok(Step::Ends);
        }
        let variable = self.shell.environment.variables.get(&name);
        if variable.is_some_and(|it| it.access == Access::ReadOnly) {
            let text = format!("{name}: readonly variable");
            self.shell.complain(None, &text).await?;
            return Ok(Step::Goes);
        }
        let built = self.shell.finish(self.built.clone())?;
        let count = self.written + raw_byte::to_bytes(self.shell.str(built)).len();
        let value = self.shell.shell_text(&count.to_string(), "count of bytes");
        self.shell
            .set_variable(&name, value, Some("printf"))
            .await?;
        Ok(Step::Goes)
    }
}
